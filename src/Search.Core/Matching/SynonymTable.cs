using Search.Core.Analysis;

namespace Search.Core.Matching;

/// <summary>What a row of stems stands for beside itself.</summary>
/// <param name="Stems">A row of stems.</param>
/// <param name="Acronym">In capitals, where it is one word that a rule writes as an acronym which is another word in lower case (<c>US</c>); else null.</param>
internal sealed record Synonym(string[] Stems, string? Acronym = null);

/// <summary>The synonyms of an index, analysed: what a row of stems of a query stands for beside itself. Immutable and thread-safe.</summary>
internal sealed class SynonymTable
{
    /// <summary>No synonyms.</summary>
    public static SynonymTable Empty { get; } = new([], 0);

    private const char Separator = ' ';

    private readonly Dictionary<string, List<Synonym>> _alternatives;

    private SynonymTable(Dictionary<string, List<Synonym>> alternatives, int longest) =>
        (_alternatives, Longest) = (alternatives, longest);

    /// <summary>The length in words of the longest side of a rule that can be found in a query; 0 for an empty table.</summary>
    public int Longest { get; }

    /// <summary>Analyses rules. Sides without a word have no effect.</summary>
    public static SynonymTable Build(IEnumerable<SynonymSet> sets, AnalysisChain chain)
    {
        var alternatives = new Dictionary<string, List<Synonym>>(StringComparer.Ordinal);
        var known = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        int longest = 0;
        foreach (var rule in sets.SelectMany(set => set.Rules).Select(SynonymRule.Parse))
        {
            var left = Sides(rule.From, chain);
            var right = Sides(rule.To, chain);
            foreach (var from in left)
            {
                if (!known.TryGetValue(from.Key, out var keys))
                    known.Add(from.Key, keys = new HashSet<string>(StringComparer.Ordinal) { from.Key });
                foreach (var to in right.Where(to => keys.Add(to.Key)))
                {
                    if (!alternatives.TryGetValue(from.Key, out var found))
                        alternatives.Add(from.Key, found = []);
                    found.Add(to.Side);
                    longest = Math.Max(longest, from.Side.Stems.Length);
                }
            }
        }
        return longest == 0 ? Empty : new SynonymTable(alternatives, longest);
    }

    /// <summary>What a row of stems stands for beside itself; empty for nothing.</summary>
    public IReadOnlyList<Synonym> Of(ReadOnlySpan<string> stems)
    {
        if (stems.Length == 0 || stems.Length > Longest)
            return [];
        string key = stems.Length == 1 ? stems[0] : string.Join(Separator, stems!);
        return _alternatives.TryGetValue(key, out var found) ? found : [];
    }

    /// <summary>The sides of a rule that have words, each with what tells it from others.</summary>
    private static List<(Synonym Side, string Key)> Sides(IEnumerable<string> texts, AnalysisChain chain) =>
        [.. texts.Select(text => Read(text, chain)).Where(side => side.Stems.Length > 0).Select(side => (side, string.Join(Separator, side.Stems)))];

    private static Synonym Read(string text, AnalysisChain chain)
    {
        var stems = new List<string>();
        string? acronym = null;
        using var cursor = chain.Open(text);
        while (cursor.Next())
        {
            stems.Add(cursor.Stem.ToString());
            acronym = cursor.TryAcronym(out var capitals) ? capitals.ToString() : acronym;
        }
        return new Synonym([.. stems], stems.Count == 1 ? acronym : null);
    }
}
