using System.Globalization;

namespace Search.Core.Tests.Alerts;

/// <summary>Draws articles and queries that have much in common: forms of words, names, places in texts, fields and languages.</summary>
internal sealed class RandomNews(Random random)
{
    private static readonly string[] s_words =
    [
        "treaty", "treaties", "river", "rivers", "minister", "ministers", "signed", "signs", "post", "war", "postwar", "who", "WHO", "Who", "U.S.", "us", "NATO",
        "nato", "long-term", "long", "term", "longterm", "colour", "color", "Häuser", "Haus", "häusern", "élections", "élection", "levy", "toll", "tax", "prime",
        "premier", "pm", "the", "of", "a", "and", "report", "articles", "bank", "banking", "banks", "Kabul", "Kabul's", "$5m", "million", "5", "flood", "flooding",
    ];

    private static readonly string[] s_sources = ["BBC", "The Times", "Le Monde"];
    private static readonly string[] s_authors = ["Ana Ruiz", "Jo Lind", "Ana Maria Lind"];
    private static readonly string?[] s_languages = [null, "en", "de", "fr"];

    public Article Article(string id) => new()
    {
        Id = id,
        Title = random.Next(5) == 0 ? "" : Text(6),
        Body = Text(40),
        Source = random.Next(3) == 0 ? null : Of(s_sources),
        Authors = random.Next(2) == 0 ? [] : [Of(s_authors)],
        Language = Of(s_languages),
        Date = random.Next(3) switch { 0 => null, 1 => ArticleDate.FromMonth(2020 + random.Next(4), random.Next(1, 13)), _ => ArticleDate.FromYear(2020 + random.Next(4)) },
        Fields = random.Next(2) == 0 ? new Dictionary<string, FieldValue>() : new Dictionary<string, FieldValue> { ["topic"] = Of(["law", "war", "sport"]), ["pages"] = random.Next(5) },
    };

    public SearchRequest Request()
    {
        var request = new SearchRequest(Query())
        {
            Typos = false,
            Highlight = false,
            Match = random.Next(3) == 0 ? MatchMode.All : MatchMode.Any,
            MinimumShouldMatch = random.Next(4) == 0 ? 2 : 0,
        };
        return random.Next(6) switch
        {
            0 => request with { Sources = [Of(s_sources), Of(s_sources)] },
            1 => request with { Authors = [Of(s_authors)] },
            2 => request with { After = ArticleDate.FromYear(2020 + random.Next(4)) },
            3 => request with { Before = ArticleDate.FromYear(2020 + random.Next(4)), Filters = [new FieldFilter("topic", Of(["law", "war"]))] },
            _ => request,
        };
    }

    private string Query()
    {
        string a = Of(s_words), b = Of(s_words), c = Of(s_words);
        return random.Next(30) switch
        {
            0 => "",
            1 => $"-{a}",
            2 => $"NOT ({a} OR {b})",
            3 => $"\"{a} {b}\"",
            4 => $"\"{a} {b}\"~3",
            5 => $"{a[..Math.Min(3, a.Length)]}*",
            6 => $"{a}~1 {b}~",
            7 => $"+{a} {b} -{c}",
            8 => $"{a} AND {b}",
            9 => $"({a} OR {b}) AND ({c} OR {a})",
            10 => $"title:{a}",
            11 => $"title:\"{a} {b}\" OR body:{c}",
            12 => "topic:war",
            13 => $"pages:[1 TO 2] {a}",
            14 => $"source:BBC {a}",
            15 => "author:lind",
            16 => $"after:2021 {a} {b}",
            17 => "before:2021",
            18 => $"{a} w/3 {b}",
            19 => $"{a} pre/2 {b}",
            20 => $"SENTENCE({a} {b})",
            21 => $"atleast2({a})",
            22 => $"CAPS({a})",
            23 => "t?eat*",
            24 => $"length:[10 TO 20] {a}",
            25 => $"\"{a}\" OR -{b}",
            26 => $"{a.ToUpperInvariant()} {b.ToUpperInvariant()}",
            27 => "language:de",
            28 => $"+(-{a})",
            _ => $"{a} {b} {c}",
        };
    }

    public T Of<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];

    private string Text(int longest)
    {
        var words = Enumerable.Range(0, random.Next(longest)).Select(i => Of(s_words) + (random.Next(8) == 0 ? "." : "") + (random.Next(20) == 0 ? "\n\n" : ""));
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', words)}");
    }
}
