namespace Search.Core.Tests.News;

/// <summary>
/// What readers of news expect to find, as data: articles in <c>tests/data/news/articles.jsonl</c>, and in <c>pairs.tsv</c> a query a line with
/// the articles that it must find (best first where <c>&gt;</c> parts them) and those that it must not.
/// </summary>
public sealed class NewsPairsTests
{
    private const string Typos = "typos";

    [Fact]
    public async Task EveryQueryFindsWhatItsReaderMeans()
    {
        var pairs = Pairs();
        Assert.True(pairs.Count >= 150);
        await Check(pairs.Where(pair => pair.Kind != Typos));
    }

    [Fact]
    public async Task MisspeltWordsFindWhatIsMeant() => await Check(Pairs().Where(pair => pair.Kind == Typos));

    private static async Task Check(IEnumerable<NewsPair> pairs)
    {
        await using var index = ArticleIndex.CreateInMemory();
        await index.AddAsync(Corpus.Read(Repository.PathOf("tests", "data", "news", "articles.jsonl")), cancellationToken: TestContext.Current.CancellationToken);
        var failures = new List<string>();
        foreach (var pair in pairs)
        {
            var found = index.Search(new SearchRequest(pair.Query) { Size = 50 }).Hits;
            var ids = found.Select(hit => hit.Id).ToList();
            if (!pair.Find.All(ids.Contains) || pair.Avoid.Any(ids.Contains) || (pair.IsOrdered && !ids.Where(pair.Find.Contains).SequenceEqual(pair.Find)))
                failures.Add($"{pair.Kind}: {pair.Query}: found {string.Join(' ', ids)}; meant {string.Join(' ', pair.Find)}, not {string.Join(' ', pair.Avoid)}");
            // What a hit was found for is marked in it, conditions and other fields aside.
            failures.AddRange(found.Where(hit => pair.Find.Contains(hit.Id) && hit.Highlights.All(passage => passage.Matches.Count == 0))
                .Select(hit => $"{pair.Kind}: {pair.Query}: nothing is marked in {hit.Id}"));
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static List<NewsPair> Pairs() =>
        [.. File.ReadLines(Repository.PathOf("tests", "data", "news", "pairs.tsv")).Skip(1).Select(NewsPair.Parse)];

    private sealed record NewsPair(string Kind, string Query, string[] Find, string[] Avoid, bool IsOrdered)
    {
        public static NewsPair Parse(string line)
        {
            string[] cells = line.Split('\t');
            return new NewsPair(cells[0], cells[1], cells[2].Split([',', '>']), cells[3].Split(',', StringSplitOptions.RemoveEmptyEntries), cells[2].Contains('>'));
        }
    }
}
