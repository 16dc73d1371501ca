using System.Net;
using System.Text.RegularExpressions;
using Search.Core.Language;

namespace Search.Core.Tests.Language;

/// <summary>Every query that the documentation's first table shows finds what it says there, and the examples of the page's help are understood.</summary>
public sealed partial class DocumentedQueriesTests
{
    private static readonly Article[] s_articles =
    [
        new()
        {
            Id = "one", Title = "Word of the chief", Body = "The isi chief flew to washington for security level talks. Near the words that must be said, bilawal spoke.",
            Source = "The Times", Authors = ["Ann Smith"], Language = "en", Date = ArticleDate.FromDay(new DateOnly(2022, 5, 17)),
            Fields = new Dictionary<string, FieldValue> { ["topic"] = "politics", ["words"] = 200, ["seen"] = ArticleDate.FromMonth(2021, 6) },
        },
        new()
        {
            Id = "two", Title = "A phrase of b", Body = "Vitamins a, b and c. The woman must read; literal signs and a:b too. Not that nation.",
            Source = "BBC", Language = "fr", Date = ArticleDate.FromYear(2021),
            Fields = new Dictionary<string, FieldValue> { ["topic"] = "sport", ["words"] = 50, ["seen"] = ArticleDate.FromYear(2020) },
        },
    ];

    /// <summary>The queries of the table, and what they find among these articles.</summary>
    private static readonly Dictionary<string, string> s_found = new()
    {
        ["isi chief washington"] = "one",
        ["\"security level talks\""] = "one",
        ["\"near words\"~5"] = "one",
        ["+must -not"] = "one",
        ["a AND b"] = "two",
        ["a OR b"] = "two",
        ["NOT a"] = "one",
        ["(a b) OR c"] = "two",
        ["title:word"] = "one",
        ["title:\"a phrase\""] = "two",
        ["title:(a b)"] = "two",
        ["body:word"] = "one",
        ["source:\"The Times\""] = "one",
        ["author:smith"] = "one",
        ["language:en"] = "one",
        ["source:(BBC \"The Times\")"] = "one two",
        ["after:2022-05"] = "one",
        ["before:2022"] = "one two",
        ["topic:politics"] = "one",
        ["words:[100 TO 500]"] = "one",
        ["seen:[2021 TO *]"] = "one",
        ["wash*"] = "one",
        ["wom?n"] = "two",
        ["*tion"] = "two",
        ["minister w/5 treaty"] = "",
        ["SENTENCE(river town)"] = "",
        ["length:[300 TO 1000]"] = "",
        ["bilawal~"] = "one",
        ["bilawal~1"] = "one",
        ["\\+literal"] = "two",
        ["a\\:b"] = "two",
        ["\\AND"] = "two",
        ["*"] = "one two",
    };

    [Fact]
    public async Task The_queries_of_the_first_table_find_what_they_say()
    {
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { Limits = new SearchLimits { TimeBudget = Timeout.InfiniteTimeSpan } });
        foreach (var article in s_articles)
            await index.AddAsync(article);
        var rows = File.ReadLines(Repository.PathOf("docs", "query-language.md")).SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.StartsWith('|'));
        string[] queries = [.. rows.SelectMany(row => Code().Matches(row.Split('|')[1])).Select(match => match.Groups[1].Value)];
        Assert.Equal(s_found.Keys.Order(StringComparer.Ordinal), queries.Order(StringComparer.Ordinal));
        foreach (string query in queries)
        {
            var results = index.Search(new SearchRequest(query));
            Assert.Empty(results.Warnings);
            Assert.True(s_found[query] == string.Join(' ', results.Hits.Select(hit => hit.Id).Order()), $"{query} found {string.Join(' ', results.Hits.Select(hit => hit.Id))}.");
        }
    }

    [Fact]
    public void The_examples_of_the_help_are_understood()
    {
        var fields = new Dictionary<string, FieldType>();
        string page = File.ReadAllText(Repository.PathOf("src", "Search.Api", "Page", "index.html"));
        var examples = Term().Matches(page).SelectMany(term => Example().Matches(term.Groups[1].Value)).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).ToList();
        Assert.True(examples.Count >= 15, $"Only {examples.Count} examples were found.");
        Assert.All(examples, example => Assert.Empty(QueryParser.Parse(example, fields, 100).Warnings));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("<dt>(.*?)</dt>")]
    private static partial Regex Term();

    [GeneratedRegex("<code>(.*?)</code>")]
    private static partial Regex Example();
}
