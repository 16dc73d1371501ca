using System.Globalization;

namespace Search.Core.Tests.Matching;

/// <summary>Operators on places in the text: the documented examples, and random texts against a twin that looks at words alone.</summary>
public sealed class TextOperatorTests
{
    private static readonly Article[] s_examples =
    [
        new() { Id = "treaty", Title = "Treaty signed", Body = "The minister signed the water treaty on Monday. Farmers along the river had waited for years.\n\nThe opposition called the treaty too late. NATO observers were present; the treaty binds both sides." },
        new() { Id = "flood", Title = "River floods town", Body = "The river flooded the town on Monday.\n\nA minister flew in. She spoke to women of the town and to one woman who had lost her home. A nation watched the irrigation fail." },
        new() { Id = "nato", Title = "Why nato stays", Body = "Nato is in the news again. A turkey was eaten. Turkey signed a paper." },
    ];

    public static TheoryData<string, string> Examples => new()
    {
        { "minister w/5 treaty", "treaty" },
        { "minister w/3 treaty", "" },
        { "water pre/1 treaty", "treaty" },
        { "treaty pre/1 water", "" },
        { "minister w/s treaty", "treaty" },
        { "river w/s minister", "" },
        { "farmers w/p minister", "treaty" },
        { "SENTENCE(river town monday)", "flood" },
        { "PARAGRAPH(minister woman)", "flood" },
        { "atleast4(treaty)", "treaty" },
        { "first5(minister)", "treaty" },
        { "ALLCAPS(nato)", "treaty" },
        { "CAPS(turkey) w/1 signed", "nato" },
        { "wom?n", "flood" },
        { "*ation", "flood" },
        { "length:[10 TO 20]", "nato" },
        { "title:(river w/2 town)", "flood" },
        { "(minister w/s treaty) OR (river w/s town)", "treaty flood" },
        { "monday -(river w/s town)", "treaty" },
        { "(minister OR farmers) w/1 (signed OR waited)", "treaty" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task The_documented_examples_find_what_they_say(string query, string ids)
    {
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { Limits = new SearchLimits { TimeBudget = Timeout.InfiniteTimeSpan } });
        foreach (var article in s_examples)
            await index.AddAsync(article);
        var results = index.Search(new SearchRequest(query) { Total = TotalMode.Exact });
        Assert.Empty(results.Warnings);
        Assert.Equal(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), results.Hits.Select(hit => hit.Id).Order());
        Assert.Equal(results.Hits.Count, results.Total.Value);
        Assert.Contains("`" + query + "`", File.ReadAllText(Repository.PathOf("docs", "query-language.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Haus w/5 Garten", "one many")]
    [InlineData("Häuser w/5 Gärten", "one many")]
    [InlineData("Häuser pre/5 Gärten", "one many")]
    [InlineData("Haus w/s Garten", "one many")]
    [InlineData("(Haus OR Hütte) w/5 Gärten", "one many")]
    [InlineData("PARAGRAPH(Häuser Garten)", "apart many one")]
    [InlineData("garden w/s house", "english")]
    [InlineData("Haus w/1 Garten", "")]
    [InlineData("garden w/3 house", "english")]
    public async Task Distances_hold_between_the_words_of_every_language_of_the_archive(string query, string ids) => await FindsAsync(query, ids);

    [Theory]
    [InlineData("(WHO IT) w/s (US AID)", "acronyms words")]
    [InlineData("(WHO it) w/s (US aid)", "acronyms")]
    [InlineData("(WHO CALLED IT) w/s (\"U.S.\" AID)", "acronyms")]
    public async Task A_query_in_capitals_throughout_means_words_on_both_sides_of_an_operator(string query, string ids)
    {
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { Limits = new SearchLimits { TimeBudget = Timeout.InfiniteTimeSpan } });
        await index.AddAsync(new Article { Id = "acronyms", Body = "The WHO called it late, while US aid came in time." });
        await index.AddAsync(new Article { Id = "words", Body = "They asked who gave it to us as aid." });
        var results = index.Search(new SearchRequest(query) { Total = TotalMode.Exact });
        Assert.Equal(ids.Split(' '), results.Hits.Select(hit => hit.Id).Order());
    }

    private static async Task FindsAsync(string query, string ids)
    {
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { Limits = new SearchLimits { TimeBudget = Timeout.InfiniteTimeSpan } });
        await index.AddAsync(new Article { Id = "one", Language = "de", Body = "Das Haus hat einen Garten." });
        await index.AddAsync(new Article { Id = "many", Language = "de", Body = "Die Häuser und die Gärten sind schön." });
        await index.AddAsync(new Article { Id = "apart", Language = "de", Body = "Das Haus ist alt. Der Weg führt weit am Fluss entlang bis hin zu einem Garten." });
        await index.AddAsync(new Article { Id = "english", Body = "The houses have gardens." });
        var results = index.Search(new SearchRequest(query) { Total = TotalMode.Exact });
        Assert.Empty(results.Warnings);
        Assert.Equal(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), results.Hits.Select(hit => hit.Id).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_texts_match_as_the_twin_says(int seed)
    {
        var random = new Random(seed);
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { RefreshInterval = TimeSpan.Zero, Durability = Durability.Async, Limits = new SearchLimits { TimeBudget = Timeout.InfiniteTimeSpan } });
        var texts = new Dictionary<string, string>();
        for (int i = 0; i < 150; i++)
        {
            string id = random.Next(120).ToString(CultureInfo.InvariantCulture);
            texts[id] = Text(random);
            await index.AddAsync(new Article { Id = id, Body = texts[id] }, refresh: random.Next(15) == 0);
        }
        await index.RefreshAsync();
        for (int i = 0; i < 60; i++)
        {
            string a = Word(random), b = Word(random);
            int n = random.Next(1, 6);
            var (query, holds) = Case(random.Next(10), a, b, n);
            string[] expected = [.. texts.Where(pair => holds(pair.Value)).Select(pair => pair.Key).Order(StringComparer.Ordinal)];
            var found = index.Search(new SearchRequest(query) { Size = 1_000, Highlight = false, Total = TotalMode.Exact });
            Assert.True(expected.SequenceEqual(found.Hits.Select(hit => hit.Id).Order(StringComparer.Ordinal)), $"seed {seed}: {query}");
            Assert.Equal(expected.Length, found.Total.Value);
            var not = index.Search(new SearchRequest($"-({query})") { Size = 0, Total = TotalMode.Exact });
            Assert.Equal(texts.Count - expected.Length, not.Total.Value);
        }
    }

    private static (string Query, Func<string, bool> Holds) Case(int kind, string a, string b, int n) => kind switch
    {
        0 => ($"{a} w/{n} {b}", text => Pairs(text, a, b).Any(pair => pair.A != pair.B && Math.Abs(pair.A - pair.B) <= n)),
        1 => ($"{a} pre/{n} {b}", text => Pairs(text, a, b).Any(pair => pair.B > pair.A && pair.B - pair.A <= n)),
        2 => ($"{a} w/s {b}", text => text.Split(['.', '\n'], StringSplitOptions.RemoveEmptyEntries).Any(part => Has(part, a) && Has(part, b))),
        3 => ($"PARAGRAPH({a} {b})", text => text.Split("\n\n").Any(part => Has(part, a) && Has(part, b))),
        4 => ($"SENTENCE({a} -{b})", text => text.Split(['.', '\n'], StringSplitOptions.RemoveEmptyEntries).Any(part => Has(part, a) && !Has(part, b))),
        5 => ($"atleast{n}({a})", text => Words(text).Count(word => Same(word, a)) >= n),
        6 => ($"first{n}({a})", text => Words(text).Take(n).Any(word => Same(word, a))),
        7 => ($"({a} OR \"{b} {a}\") w/{n} ({b} OR \"{a} {b}\")", text => IsNear(Spans(text, a, b), Spans(text, b, a), n)),
        8 => ($"ALLCAPS({a})", text => Words(text).Any(word => string.Equals(word, a.ToUpperInvariant(), StringComparison.Ordinal))),
        _ => ($"CAPS({a})", text => Words(text).Any(word => Same(word, a) && char.IsUpper(word[0]))),
    };

    private static IEnumerable<(int A, int B)> Pairs(string text, string a, string b)
    {
        string[] words = Words(text);
        return from i in Enumerable.Range(0, words.Length) where Same(words[i], a) from j in Enumerable.Range(0, words.Length) where Same(words[j], b) select (i, j);
    }

    /// <summary>Where a word is, alone or behind another one.</summary>
    private static IEnumerable<(int First, int Last)> Spans(string text, string word, string before)
    {
        string[] words = Words(text);
        var alone = Enumerable.Range(0, words.Length).Where(i => Same(words[i], word)).ToList();
        return alone.Select(i => (i, i)).Concat(alone.Where(i => i > 0 && Same(words[i - 1], before)).Select(i => (i - 1, i)));
    }

    private static bool IsNear(IEnumerable<(int First, int Last)> left, IEnumerable<(int First, int Last)> right, int n) => left.Any(one => right.Any(other =>
        other.First > one.Last ? other.First - one.Last <= n : other.Last < one.First && one.First - other.Last <= n));

    private static bool Has(string text, string word) => Words(text).Any(each => Same(each, word));

    private static bool Same(string word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string[] Words(string text) => text.Split([' ', '.', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static string Word(Random random) => new[] { "river", "town", "delta", "zebra" }[random.Next(4)];

    /// <summary>Sentences begin with a capital, so that a full stop before them ends one.</summary>
    private static string Text(Random random) => string.Join("\n\n", Enumerable.Range(0, random.Next(1, 3)).Select(_ =>
        string.Join(" ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => "X" + string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => " " + Written(random))) + "."))));

    private static string Written(Random random)
    {
        string word = random.Next(2) == 0 ? Word(random) : "filler";
        return random.Next(4) switch { 0 => word.ToUpperInvariant(), 1 => char.ToUpperInvariant(word[0]) + word[1..], _ => word };
    }
}
