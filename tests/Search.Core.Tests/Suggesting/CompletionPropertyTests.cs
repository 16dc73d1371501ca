using Search.Core.Indexing;
using Search.Core.Retrieval;
using Search.Core.Suggesting;
using Search.Core.Tests.Indexing;

namespace Search.Core.Tests.Suggesting;

/// <summary>Completions against a brute force over the articles, while these are added, replaced, deleted and merged.</summary>
public sealed class CompletionPropertyTests
{
    private static readonly string[] s_names = ["Ana", "Anna Banana", "Nabab", "Banab Island", "Bank of Nab", "Annaba", "Élan Vital", "Nana"];
    private static readonly string[] s_words = ["banana", "bananas", "bandana", "cabana", "the", "of", "saw", "canal", "nab", "anna", "élan"];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 40)]
    [InlineData(3, 20_000)]
    [InlineData(4, 200)]
    public async Task Completions_are_those_of_a_brute_force(int seed, int maxChanges)
    {
        var random = new Random(seed);
        await using var session = TestSessions.InMemory(StorageAccess.Mapped);
        var ledger = new PhraseLedger(new PhraseReader(session.Chain), maxChanges);
        var articles = new Dictionary<string, Article>(StringComparer.Ordinal);
        for (int round = 0; round < 12; round++)
        {
            for (int i = random.Next(1, 30); i > 0; i--)
                Change(random, session, articles);
            if (round is 5 or 9)
                await session.OptimizeAsync(new OptimizeOptions(), null, CancellationToken.None);
            await session.RefreshAsync(CancellationToken.None);
            var state = CompletionState.Empty;
            using (var lease = session.Snapshots.Acquire())
                ledger.TakeIn(lease.Snapshot, taken => state = taken, CancellationToken.None);

            var twin = new NaiveCompletions(session.Chain, articles.Values);
            Assert.Equal(twin.Offered.Count, state.Base.Count - state.Replaced.Count + state.Changes.Count);
            for (int i = 0; i < 60; i++)
                AssertSame(random, session, state, twin);
        }
    }

    private static void AssertSame(Random random, IndexSession session, CompletionState state, NaiveCompletions twin)
    {
        string text = Typed(random, twin);
        int size = random.Next(1, 12);
        bool typos = random.Next(4) > 0;
        var typed = new TypedText(text, session.Chain);
        var writer = new CompletionWriter(session.Chain, typed, "mark");
        var found = new CompletionSearch(state, typed, size, new SearchBudget(Timeout.InfiniteTimeSpan, CancellationToken.None)).Run(typos);
        var reader = new PhraseReader(session.Chain);
        var actual = found.Select(writer.Write).Select(suggestion => (Text: reader.KeyOf(suggestion.Text), suggestion.Articles)).DistinctBy(each => each.Text);
        var expected = twin.Complete(text, size, typos);
        Assert.True(expected.SequenceEqual(actual), $"'{text}', {size}, typos {typos}: expected {string.Join(" | ", expected)}, found {string.Join(" | ", actual)}");
    }

    /// <summary>The beginning of something that is there, from any word on, sometimes misspelt.</summary>
    private static string Typed(Random random, NaiveCompletions twin)
    {
        string text = twin.Offered.Count == 0 ? "ban" : twin.Offered[random.Next(twin.Offered.Count)].Key;
        if (random.Next(3) == 0)
            text = s_words[random.Next(s_words.Length)] + " " + text;
        if (random.Next(3) == 0)
            text = text[(text.IndexOf(' ') + 1)..];
        text = text[..random.Next(1, Math.Min(text.Length, 16) + 1)];
        for (int edits = random.Next(3); edits > 0 && text.Length > 4; edits--)
        {
            int at = random.Next(1, text.Length);
            text = random.Next(3) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, "n"),
                _ => text[..at] + "c" + text[(at + 1)..],
            };
        }
        return random.Next(4) == 0 ? text.ToUpperInvariant() : text;
    }

    private static void Change(Random random, IndexSession session, Dictionary<string, Article> articles)
    {
        string id = random.Next(60).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var writer = session.RequireWriter();
        if (random.Next(4) == 0)
        {
            writer.Delete(id, session.Snapshots);
            articles.Remove(id);
            return;
        }
        var article = new Article
        {
            Id = id,
            Title = random.Next(6) == 0 ? "" : string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Any(random, random.Next(2) == 0 ? s_names : s_words))),
            Body = string.Join(' ', Enumerable.Range(0, random.Next(0, 25)).Select(_ => Any(random, random.Next(3) == 0 ? s_names : s_words) + (random.Next(6) == 0 ? "." : ""))),
        };
        writer.Write(article, session.Snapshots);
        articles[id] = article;
    }

    private static string Any(Random random, string[] from) => from[random.Next(from.Length)];
}
