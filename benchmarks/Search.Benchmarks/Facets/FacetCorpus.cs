using System.Globalization;
using Search.Benchmarks.Expansion;
using Search.Core;

namespace Search.Benchmarks.Facets;

/// <summary>
/// Short articles whose fields are as uneven as those of an archive: 500 sources and 50,000 authors of which few write most, one to three of 40
/// topics, a day of twenty years. The word "every" is in all of them, "half" in every other one.
/// </summary>
internal static class FacetCorpus
{
    private static readonly DateOnly s_firstDay = new(2003, 1, 1);

    public static async IAsyncEnumerable<Article> ReadAsync(int count)
    {
        await Task.Yield();
        var random = new SplitMix64(20_261_124);
        for (int i = 0; i < count; i++)
        {
            int topics = 1 + (int)(random.Next() % 3);
            yield return new Article
            {
                Id = i.ToString(CultureInfo.InvariantCulture),
                Body = i % 2 == 0 ? "every half" : "every",
                Source = Name("source", Skewed(ref random, 500)),
                Authors = [Name("author", Skewed(ref random, 50_000))],
                Date = ArticleDate.FromDay(s_firstDay.AddDays((int)(random.Unit() * 7_300))),
                Fields = new Dictionary<string, FieldValue>
                {
                    ["topic"] = FieldValue.From([.. Enumerable.Range(0, topics).Select(_ => Skewed(ref random, 40)).Distinct().Select(topic => Name("topic", topic))]),
                },
            };
        }
    }

    private static int Skewed(ref SplitMix64 random, int count)
    {
        double unit = random.Unit();
        return (int)(unit * unit * unit * count);
    }

    private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind} {number:00000}");
}
