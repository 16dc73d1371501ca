using Search.Benchmarks.Game;
using Search.Benchmarks.Measuring;

namespace Search.Benchmarks.Speed;

/// <summary>A query and its class.</summary>
internal sealed record ClassedQuery(string Text, GameQuery Parsed, string Class)
{
    public static ClassedQuery Of(string text)
    {
        var parsed = GameQuery.Parse(text);
        return new ClassedQuery(text, parsed, QueryShape.Of(parsed));
    }
}

/// <summary>Queries that are reported together.</summary>
internal sealed record QuerySet(string Name, IReadOnlyList<ClassedQuery> Queries)
{
    private const int AddedTerms = 200;

    /// <summary>
    /// The game's queries (<c>.jsonl</c>) are one set. Plain lines have no operators: they are one set as AND and one as OR, without single
    /// words in the second, where they would be the same.
    /// </summary>
    public static IReadOnlyList<QuerySet> Read(string path)
    {
        if (path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase))
            return [Make("game", QueryFile.Read(path))];
        IReadOnlyList<string>[] lines = [.. QueryFile.Read(path).Select(LetterDigitWords.Of).Where(words => words.Count > 0)];
        return
        [
            Make("as-and", lines.Select(words => words.Count == 1 ? words[0] : string.Join(' ', words.Select(word => "+" + word)))),
            Make("as-or", lines.Where(words => words.Count > 1).Select(words => string.Join(' ', words))),
        ];
    }

    /// <summary>The queries all of whose words occur in the corpus; the game's set also gets some of their words as queries of one term.</summary>
    public QuerySet For(BruteForce corpus)
    {
        var usable = Queries.Where(query => query.Parsed.Words.All(word => corpus.DocFreq(word) > 0)).ToList();
        if (Name == "game")
        {
            var known = usable.Where(query => query.Class == QueryShape.Term).Select(query => query.Text).ToHashSet(StringComparer.Ordinal);
            usable.AddRange(SpreadTerms(usable, known, corpus).Select(ClassedQuery.Of));
        }

        return this with { Queries = usable };
    }

    private static QuerySet Make(string name, IEnumerable<string> texts) => new(name, [.. texts.Distinct(StringComparer.Ordinal).Select(ClassedQuery.Of)]);

    /// <summary>Of the distinct words of the queries that are no queries themselves, in the order of document frequency, as many as are wanted at equal steps, the rarest and the most frequent among them.</summary>
    private static IEnumerable<string> SpreadTerms(List<ClassedQuery> queries, HashSet<string> known, BruteForce corpus)
    {
        string[] words = [.. queries.SelectMany(query => query.Parsed.Words).Distinct(StringComparer.Ordinal).Where(word => !known.Contains(word))
            .OrderBy(corpus.DocFreq).ThenBy(word => word, StringComparer.Ordinal)];
        int wanted = Math.Min(AddedTerms, words.Length);
        return wanted < 2 ? words : Enumerable.Range(0, wanted).Select(i => words[(int)((long)i * (words.Length - 1) / (wanted - 1))]);
    }
}
