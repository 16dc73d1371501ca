using System.Collections.Frozen;

namespace Search.Core.Highlighting;

/// <summary>The words after which a full stop is mostly not the end of a sentence.</summary>
internal static class Abbreviations
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_beforeNames = Set(
        "mr", "mrs", "ms", "mx", "messrs", "mme", "dr", "prof", "sen", "sens", "rep", "reps", "gov", "govs", "gen", "lt", "col", "maj", "capt", "cmdr",
        "cdr", "sgt", "cpl", "pvt", "adm", "brig", "rev", "fr", "hon", "pres", "st", "ste", "mt", "ft", "det", "supt", "insp", "amb", "atty", "asst", "vs",
        "cf", "viz", "approx", "est", "art", "fig", "vol");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_beforeNumbers = Set(
        "no", "nos", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "p", "pp", "ch", "sec");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_eitherWay = Set(
        "jr", "sr", "inc", "ltd", "corp", "co", "cos", "bros", "llc", "plc", "ave", "blvd", "rd", "dept", "univ", "etc", "al", "ph", "d.c", "a.m", "p.m",
        "calif", "fla", "mass", "mich", "conn", "ill", "penn", "wash", "tenn", "ariz", "ala", "ark", "colo", "ga", "ind", "kan", "ky", "la", "md", "minn",
        "mo", "neb", "nev", "okla", "ore", "pa", "tex", "va", "vt", "wis", "wyo");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_starters = Set(
        "the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "his", "her", "its", "their", "our", "this", "that", "these", "those", "there",
        "but", "and", "in", "on", "at", "as", "for", "with", "when", "while", "after", "before", "since", "if", "by", "from", "one", "some", "most",
        "many", "what", "who", "where", "why", "how", "both", "no", "not", "under", "however", "meanwhile", "officials", "critics", "according");

    /// <summary>Whether the full stop after <paramref name="before"/> only shortens this word, given the words around.</summary>
    /// <param name="before">The letters, dots and hyphens right before the full stop.</param>
    /// <param name="next">The letters or digits of the next word.</param>
    public static bool Shortens(ReadOnlySpan<char> before, ReadOnlySpan<char> next)
    {
        var last = before[(before.LastIndexOf('-') + 1)..];
        if (last.IsEmpty)
            return false;
        if (s_beforeNames.Contains(last))
            return true;
        if (s_beforeNumbers.Contains(last))
            return !next.IsEmpty && char.IsDigit(next[0]);
        // Initials (J., U.S.) and what may as well stand at the end: what follows must look like a beginning.
        bool isInitial = last.Length == 1 || last[^2] == '.';
        return (isInitial || s_eitherWay.Contains(last)) && !s_starters.Contains(next);
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(params string[] words) =>
        words.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
