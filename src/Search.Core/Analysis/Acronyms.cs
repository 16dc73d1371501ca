using System.Collections.Frozen;

namespace Search.Core.Analysis;

/// <summary>
/// Tells acronyms from the common words that they look like (<c>WHO, US, IT, AIDS</c>). A word in capitals is one where its neighbours are
/// not in capitals; with dots between its letters it is one everywhere. In capitals throughout, such as headlines, nothing can be told and
/// nothing is. Other acronyms (<c>NATO</c>) need no telling apart: their word is found however it is written.
/// </summary>
internal static class Acronyms
{
    private const int LongestWord = 7;

    /// <summary>A neighbour in capitals of at most so many letters may be another acronym: <c>US FDA</c>.</summary>
    private const int LongestNeighbour = 3;

    /// <summary>How many words without letters or of one letter are passed over on the way to a neighbour.</summary>
    private const int MostPassed = 3;

    private static readonly FrozenDictionary<string, string> s_words = """
        ace act ad add ads aid aids aim air al am amp an ant ape apt arc ark arm arms art as ash ask at bad bag ban bar base basic bat bay be bee best
        bet bid bin bit box bus but by cab can cap car care cares cart case cast cat chip chips clean co cod cola cop cope cops core crop cub cup
        dad dam dare dart data date day de den did dig dip do doe dog dose dot dream due eagle ear earn ease east eat echo eco edge egg elf end era
        eta fair fan far fare farm fast fat fed few fin fit fix flag flop fly foil form fox fun fuse gain gap gas gate gem gene get go goal good grace
        grad grasp gun gut had ham has hat hawk he help her hero hi him his hit hope hot hub ice id idea if impact in ink inn ira it its jam jar jaw
        jet job jobs key kid kids kind la lab lamb lance lap last law lead leap lean led leg let lid lie life lift link lip lit log lot low ma mad
        man map mars mass mat may me men mend met mice mid mind mint miss mist mix mob mud my nap need net nets nice nil no nod nor nova now nut
        oak oar oh oil ok old on one opal or our out own pa pace pact pad page pain pal pan par pass past pat path pay peace peg pen per pet pie pig
        pin pip pit plan plus pod pop port pose post pot pow power prism push quad quest race ram ran rap rapid rat raw reach reap red reed relief
        rest rib rice rid ride rig rim rip rise risk rod role rose rot row rub run sad safe safer sage saint sale salt sam sap sat save saw say scope
        score sea seal seals seat see sense set shape share she shield ship sit six ski sky slam slap smart snap so soap sonar sort soul spa spark
        spear split spot star stars start stem step steps strong sum sun super swap swat swift tag tan tap tar tarp tax tea team ten tiger tin tip tips
        to toe too top torch track train trio trip trips trust try un unit up ups us use van vat vet via vista volt vow war was wasp wave way we web
        wet who will win wise wit won yet zip
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenDictionary(word => word.ToUpperInvariant(), word => word.ToUpperInvariant(), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> s_lookup = s_words.GetAlternateLookup<ReadOnlySpan<char>>();

    private enum Neighbour
    {
        None,
        Capitals,
        Other,
    }

    /// <summary>The acronym that a token is, in capitals; null when it is none, or none that needs telling apart.</summary>
    public static string? Find(ReadOnlySpan<char> text, in TokenSpan span)
    {
        if (!char.IsAsciiLetterUpper(text[span.Start]))
            return null;
        var word = text[span.Start..span.CoreEnd];
        if (span.Kind == TokenKind.Initials)
            return OfInitials(word);
        if (span.Kind != TokenKind.Ascii || word.Length is < 2 or > LongestWord || !char.IsAsciiLetterUpper(word[1]))
            return null;
        return s_lookup.TryGetValue(word, out string? acronym) && StandsOut(text, span) ? acronym : null;
    }

    /// <summary>The acronym of initials that dots part.</summary>
    public static string? OfInitials(ReadOnlySpan<char> initials)
    {
        Span<char> letters = stackalloc char[LongestWord];
        int count = 0;
        foreach (char c in initials)
        {
            if (c is '.' or ' ')
                continue;
            if (count == LongestWord)
                return null;
            letters[count++] = c;
        }

        return s_lookup.TryGetValue(letters[..count], out string? acronym) ? acronym : null;
    }

    private static bool StandsOut(ReadOnlySpan<char> text, in TokenSpan span)
    {
        int start = span.Start, end = span.End;
        var before = Before(text, ref start, out var wordBefore);
        var after = After(text, ref end, out var wordAfter);
        return (before, after) switch
        {
            (Neighbour.Capitals, Neighbour.Capitals) => false,
            (Neighbour.Capitals, _) => MayBeAcronym(wordBefore) && Before(text, ref start, out _) != Neighbour.Capitals,
            (_, Neighbour.Capitals) => MayBeAcronym(wordAfter) && After(text, ref end, out _) != Neighbour.Capitals,
            _ => true,
        };
    }

    private static bool MayBeAcronym(ReadOnlySpan<char> word) => word.Length <= LongestNeighbour && !s_lookup.ContainsKey(word);

    /// <summary>The word before a place, which moves to its beginning.</summary>
    private static Neighbour Before(ReadOnlySpan<char> text, ref int at, out ReadOnlySpan<char> word)
    {
        for (int passed = 0; passed <= MostPassed; passed++)
        {
            while (at > 0 && !char.IsLetterOrDigit(text[at - 1]))
                at--;
            int end = at;
            while (at > 0 && end - at < TokenCursor.MaxTokenLength && char.IsLetterOrDigit(text[at - 1]))
                at--;
            word = text[at..end];
            var kind = KindOf(word);
            if (kind != Neighbour.None || word.IsEmpty)
                return kind;
        }

        word = default;
        return Neighbour.None;
    }

    /// <summary>The word after a place, which moves to its end.</summary>
    private static Neighbour After(ReadOnlySpan<char> text, ref int at, out ReadOnlySpan<char> word)
    {
        for (int passed = 0; passed <= MostPassed; passed++)
        {
            while (at < text.Length && !char.IsLetterOrDigit(text[at]))
                at++;
            int start = at;
            while (at < text.Length && at - start < TokenCursor.MaxTokenLength && char.IsLetterOrDigit(text[at]))
                at++;
            word = text[start..at];
            var kind = KindOf(word);
            if (kind != Neighbour.None || word.IsEmpty)
                return kind;
        }

        word = default;
        return Neighbour.None;
    }

    /// <summary>A single letter (<c>I, A</c>) or a number says nothing.</summary>
    private static Neighbour KindOf(ReadOnlySpan<char> word)
    {
        int letters = 0;
        foreach (char c in word)
        {
            if (char.IsLower(c))
                return Neighbour.Other;
            letters += char.IsLetter(c) ? 1 : 0;
        }

        return letters > 1 ? Neighbour.Capitals : Neighbour.None;
    }
}
