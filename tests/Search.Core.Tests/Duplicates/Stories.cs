using System.Globalization;

namespace Search.Core.Tests.Duplicates;

/// <summary>Random articles of which many are versions of one another, from copies to such that have little in common any more.</summary>
internal static class Stories
{
    private static readonly string[] s_short = ["the", "of", "in", "a", "to", "was", "on", "and"];
    private static readonly string[] s_topics = ["flood", "bridge", "mayor", "harbour", "storm", "ferry"];
    private static readonly string[] s_sources = ["Wire", "Gazette", "Courier", "Ledger"];

    /// <summary>An article with an id; those of one story begin with the same text.</summary>
    public static Article Article(Random random, int id, int stories)
    {
        int story = random.Next(stories);
        var fields = new Dictionary<string, FieldValue> { ["words"] = FieldValue.From((double)random.Next(4)) };
        if (random.Next(4) > 0)
            fields["topic"] = FieldValue.From(s_topics[random.Next(s_topics.Length)]);
        return new Article
        {
            Id = id.ToString(CultureInfo.InvariantCulture),
            Title = random.Next(3) == 0 ? "" : s_topics[random.Next(s_topics.Length)],
            Body = Body(random, story),
            Source = random.Next(5) == 0 ? null : s_sources[random.Next(s_sources.Length)],
            Date = random.Next(5) == 0 ? null : ArticleDate.FromYear(2000 + random.Next(3)),
            Fields = fields,
        };
    }

    /// <summary>A version of a story: words changed, an end cut off, something else before and after; or a short text, or none.</summary>
    public static string Body(Random random, int story)
    {
        if (random.Next(15) == 0)
            return random.Next(3) == 0 ? "" : $"{s_topics[random.Next(s_topics.Length)]} in {random.Next(3)}";
        var words = Words(new Random(story), 40 + 17 * (story % 9));
        double changed = random.Next(4) * random.NextDouble() * 0.1;
        for (int i = 0; i < words.Count; i++)
        {
            if (random.NextDouble() < changed)
                words[i] = Word(random);
        }
        if (random.Next(3) == 0)
            words = words[..(words.Count * random.Next(4, 11) / 10)];
        if (random.Next(3) == 0)
            words.InsertRange(0, Words(random, random.Next(30)));
        if (random.Next(3) == 0)
            words.AddRange(Words(random, random.Next(30)));
        return string.Join(random.Next(8) == 0 ? "\n" : " ", words);
    }

    private static List<string> Words(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Word(random))];

    private static string Word(Random random) => random.Next(10) switch
    {
        < 4 => s_short[random.Next(s_short.Length)],
        4 => s_topics[random.Next(s_topics.Length)],
        _ => "word" + random.Next(400).ToString(CultureInfo.InvariantCulture),
    };
}
