using Search.Core.Tests.Analysis;

namespace Search.Core.Tests.Indexing.Bulk;

/// <summary>Articles of every kind that an index takes, each sequence decided by its seed: few ids, so that many are replaced.</summary>
internal sealed class RandomArticles(Random random, int ids)
{
    private static readonly string[] s_words = ["the", "a", "chief", "chiefs", "talk", "talking", "Khan's", "war-torn", "été", "日本", "U.S.", "1,000", "internationalization", "x"];
    private static readonly string[] s_keywords = ["Politics", "politics", "sport", "Économie", " ", "The Times", ""];
    private static readonly string[] s_dates = ["2021", "2022-05", "2022-05-17", "2022-05-31T10:00:00Z"];

    public Article Next()
    {
        var fields = new Dictionary<string, FieldValue>();
        if (random.Next(2) == 0)
            fields["topic"] = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(s_keywords)).ToArray();
        if (random.Next(2) == 0)
            fields["words"] = random.Next(6) == 0 ? "no number" : (double)random.Next(-3, 6);
        if (random.Next(3) == 0)
            fields["seen"] = ArticleDate.Parse(Pick(s_dates));
        if (random.Next(3) == 0)
            fields["paid"] = random.Next(2) == 0;
        if (random.Next(3) == 0)
            fields["lede"] = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(3) == 0 ? "" : Words(4)).ToArray();
        return new Article
        {
            Id = random.Next(40) == 0 ? "" : $"id {random.Next(ids)}",
            Title = random.Next(5) == 0 ? "" : Words(6),
            Body = random.Next(5) switch { 0 => RandomText.Next(random, 30), 1 => Words(300), _ => Words(20) },
            Date = random.Next(3) == 0 ? null : ArticleDate.Parse(Pick(s_dates)),
            Source = random.Next(3) == 0 ? null : Pick(s_keywords),
            Authors = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(4) == 0 ? "" : Words(3))],
            Language = random.Next(2) == 0 ? "en" : null,
            Original = random.Next(6) == 0 ? new OriginalText(null, Words(20)) : null,
            Fields = fields,
        };
    }

    /// <summary>The fields whose types are not left to the first value.</summary>
    public static FieldDefinition[] Declared { get; } =
        [new("topic", FieldType.Keyword), new("words", FieldType.Number), new("seen", FieldType.Date), new("paid", FieldType.Boolean), new("lede", FieldType.Text)];

    private string Words(int most) => string.Join(' ', Enumerable.Range(0, random.Next(most + 1)).Select(_ =>
        random.Next(12) == 0 ? $"w{random.Next(500)}" : s_words[random.Next(s_words.Length) * random.Next(s_words.Length) / s_words.Length]));

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
