using System.Globalization;
using Search.Core.Analysis;

namespace Search.Core.Tests.Facets;

/// <summary>Holds the counts of facets to counting hit by hit, over random archives of several segments with deletions and replacements.</summary>
public sealed class FacetTests
{
    private static readonly string[] s_words = ["flood", "bridge", "mayor", "harbour", "storm"];
    private static readonly string[] s_sources = ["The Times", "the  times", "Dawn", "BBC", "Étoile", "etoile"];
    private static readonly string[] s_authors = ["Ann Smith", "ANN SMITH", "Bob Lee", "Zoë Kay"];
    private static readonly string[] s_topics = ["politics", "Politics", "sport", "économie", "law"];
    private static readonly string[] s_dates = ["2019", "2021", "2022", "2022-05", "2022-06", "2022-05-17", "2022-05-31", "2022-06-01T10:00:00Z", "1999-12-31"];
    private static readonly string[] s_fields = ["source", "author", "language", "year", "month", "day", "topic", "paid"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Counts_are_those_of_the_hits_without_the_fields_own_filters(int seed)
    {
        var random = new Random(seed);
        await using var index = await FillAsync(random, 160);
        for (int i = 0; i < 25; i++)
        {
            var request = Request(random);
            var results = index.Search(request);
            foreach (var (facet, found) in request.Facets.Zip(results.Facets))
            {
                var naive = Naive(index, Without(request, facet.Field), hit => ValuesOf(hit, facet.Field));
                string shown = $"seed {seed}, request {i}, {facet.Field} of {request}";
                Assert.Equal(facet.Field, found.Field);
                Assert.True(naive.Missing == found.Missing, shown);
                Assert.True(naive.Counts.Count == found.Distinct, shown);
                Assert.Equal(
                    naive.Counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(facet.Size),
                    found.Values.Select(value => KeyValuePair.Create(Fold(facet.Field, value.Value), value.Count)));
            }
            CheckHistogram(index, request, results.Histogram);
        }
    }

    [Fact]
    public async Task Every_document_of_a_large_segment_is_counted()
    {
        const int Count = 10_000;
        await using var index = ArticleIndex.CreateInMemory();
        await index.AddAsync(Articles(Count));
        var results = index.Search(new SearchRequest("") { Size = 0, Facets = [new("source") { Size = 100 }, new("topic") { Size = 1_000 }, new("month")], Histogram = HistogramInterval.Year });

        Assert.Equal(Enumerable.Range(0, 7).Select(i => (long)Enumerable.Range(0, Count).Count(n => n % 7 == i)).OrderDescending(), results.Facets[0].Values.Select(value => value.Count));
        Assert.All(results.Facets[1].Values, value => Assert.Equal(1, value.Count));
        Assert.Equal(Count / 2, results.Facets[1].Missing);
        Assert.Equal(5_000, results.Facets[1].Distinct);
        Assert.Equal(1_000, results.Facets[1].Values.Count);
        Assert.Equal([new FacetValue("2020-03", Count)], results.Facets[2].Values);
        Assert.Equal([new FacetValue("2020", Count)], results.Histogram!.Periods);

        static async IAsyncEnumerable<Article> Articles(int count)
        {
            await Task.Yield();
            for (int i = 0; i < count; i++)
            {
                yield return new Article
                {
                    Id = i.ToString(CultureInfo.InvariantCulture),
                    Body = "flood",
                    Source = $"source {i % 7}",
                    Date = ArticleDate.Parse("2020-03"),
                    Fields = i % 2 == 0 ? new Dictionary<string, FieldValue> { ["topic"] = FieldValue.From([$"t{i}"]) } : [],
                };
            }
        }
    }

    [Fact]
    public async Task The_automatic_interval_is_months_for_some_years_and_years_for_many()
    {
        await using var index = ArticleIndex.CreateInMemory();
        Assert.Empty(index.Search(new SearchRequest("") { Histogram = HistogramInterval.Auto }).Histogram!.Periods);
        await index.AddAsync(new Article { Id = "a", Body = "x", Date = ArticleDate.Parse("2001") });
        Assert.Equal(HistogramInterval.Year, Automatic().Interval);
        await index.AddAsync(new Article { Id = "b", Body = "x", Date = ArticleDate.Parse("2010-05-17") });
        Assert.Equal(HistogramInterval.Month, Automatic().Interval);
        Assert.Equal(1, Automatic().Missing);
        await index.AddAsync(new Article { Id = "c", Body = "x", Date = ArticleDate.Parse("2011-01") });
        Assert.Equal(HistogramInterval.Year, Automatic().Interval);
        Assert.Equal(["2001", "2010", "2011"], Automatic().Periods.Select(period => period.Value));

        DateHistogram Automatic() => index.Search(new SearchRequest("x") { Histogram = HistogramInterval.Auto }).Histogram!;
    }

    [Theory]
    [InlineData("nothing", 10, "nothing")]
    [InlineData("words", 10, "words")]
    [InlineData("source", 0, "1 to 1,000")]
    [InlineData("source", 1_001, "1 to 1,000")]
    public async Task What_cannot_be_counted_is_refused(string field, int size, string word)
    {
        await using var index = await FillAsync(new Random(1), 10);
        var mistake = Assert.Throws<InvalidRequestException>(() => index.Search(new SearchRequest("") { Facets = [new(field) { Size = size }] }));
        Assert.Contains(word, mistake.Message, StringComparison.Ordinal);
    }

    private static void CheckHistogram(ArticleIndex index, SearchRequest request, DateHistogram? found)
    {
        Assert.Equal(request.Histogram is null, found is null);
        if (found is null)
            return;
        string unit = found.Interval switch { HistogramInterval.Year => "year", HistogramInterval.Month => "month", _ => "day" };
        var naive = Naive(index, request with { After = null, Before = null }, hit => ValuesOf(hit, unit));
        Assert.Equal(naive.Missing, found.Missing);
        Assert.Equal(naive.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal), found.Periods.Select(period => KeyValuePair.Create(period.Value, period.Count)));
    }

    private static SearchRequest Request(Random random) => new(random.Next(4) switch { 0 => "", 1 => Pick(random, s_words), 2 => $"{Pick(random, s_words)} -{Pick(random, s_words)}", _ => string.Join(' ', s_words) })
    {
        Facets = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new FacetRequest(Pick(random, s_fields)) { Size = random.Next(1, 6) })],
        Histogram = random.Next(2) == 0 ? (HistogramInterval)random.Next(4) : null,
        Sources = random.Next(3) == 0 ? [Pick(random, s_sources), Pick(random, s_sources)] : [],
        Authors = random.Next(4) == 0 ? [Pick(random, s_authors)] : [],
        Filters = random.Next(3) == 0 ? [new("topic", Pick(random, s_topics)), new("words", "[2 TO 8]")] : [],
        After = random.Next(4) == 0 ? ArticleDate.Parse("2021") : null,
        Before = random.Next(4) == 0 ? ArticleDate.Parse("2022-05") : null,
    };

    private static SearchRequest Without(SearchRequest request, string field) => request with
    {
        Sources = field == "source" ? [] : request.Sources,
        Authors = field == "author" ? [] : request.Authors,
        Filters = [.. request.Filters.Where(filter => filter.Field != field)],
    };

    private static (Dictionary<string, long> Counts, long Missing) Naive(ArticleIndex index, SearchRequest request, Func<Hit, IEnumerable<string>> valuesOf)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        long missing = 0;
        foreach (var hit in index.Search(request with { Facets = [], Histogram = null, Size = 1_000, Highlight = false }).Hits)
        {
            string[] values = [.. valuesOf(hit).Distinct(StringComparer.Ordinal)];
            missing += values.Length == 0 ? 1 : 0;
            foreach (string value in values)
                counts[value] = counts.GetValueOrDefault(value) + 1;
        }
        return (counts, missing);
    }

    private static IEnumerable<string> ValuesOf(Hit hit, string field) => field switch
    {
        "source" => hit.Source is null ? [] : [Fold(field, hit.Source)],
        "author" => hit.Authors.Select(author => Fold(field, author)),
        "language" => hit.Language is null ? [] : [hit.Language],
        "year" => hit.Date is { } date ? [$"{date.Start.Year}"] : [],
        "month" => hit.Date is { Precision: not DatePrecision.Year } date ? [date.Start.ToString("yyyy-MM", CultureInfo.InvariantCulture)] : [],
        "day" => hit.Date is { Precision: DatePrecision.Day or DatePrecision.Instant } date ? [date.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)] : [],
        "paid" => hit.Fields.TryGetValue(field, out var value) ? [value.Boolean == true ? "true" : "false"] : [],
        _ => (hit.Fields.GetValueOrDefault(field)?.Strings ?? []).Select(text => Fold(field, text)),
    };

    private static string Fold(string field, string value) =>
        field is "source" or "author" or "topic" ? KeywordNormalizer.Normalize(value) : value;

    private static async Task<ArticleIndex> FillAsync(Random random, int count)
    {
        var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { RefreshInterval = TimeSpan.Zero, Durability = Durability.Async, Fields = [new("paid", FieldType.Boolean)] });
        for (int i = 0; i < count; i++)
        {
            await index.AddAsync(Article(random, random.Next(count).ToString(CultureInfo.InvariantCulture)), refresh: random.Next(20) == 0);
            if (random.Next(15) == 0)
                await index.DeleteAsync(random.Next(count).ToString(CultureInfo.InvariantCulture), refresh: false);
        }
        await index.RefreshAsync();
        return index;
    }

    private static Article Article(Random random, string id)
    {
        var fields = new Dictionary<string, FieldValue> { ["words"] = FieldValue.From((double)random.Next(10)) };
        if (random.Next(3) > 0)
            fields["topic"] = FieldValue.From([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(random, s_topics))]);
        if (random.Next(2) == 0)
            fields["paid"] = FieldValue.From(random.Next(2) == 0);
        return new Article
        {
            Id = id,
            Body = string.Join(' ', Enumerable.Range(0, 4).Select(_ => Pick(random, s_words))),
            Source = random.Next(5) == 0 ? null : Pick(random, s_sources),
            Language = random.Next(2) == 0 ? "en" : null,
            Authors = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Pick(random, s_authors))],
            Date = random.Next(6) == 0 ? null : ArticleDate.Parse(Pick(random, s_dates)),
            Fields = fields,
        };
    }

    private static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];
}
