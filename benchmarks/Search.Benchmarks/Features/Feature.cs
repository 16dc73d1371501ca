using System.Diagnostics.Metrics;
using System.Globalization;
using Search.Core;

namespace Search.Benchmarks.Features;

/// <summary>Something that an index can be used for beside plain searches.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Options">What it changes of the options.</param>
/// <param name="Begin">Puts it to use; what it returns is disposed at the end.</param>
/// <param name="Use">Uses it between two rounds of plain searches, with a query of theirs.</param>
internal sealed record Feature(string Name, Func<ArticleIndexOptions, ArticleIndexOptions> Options, Func<ArticleIndex, IDisposable?> Begin, Action<ArticleIndex, string> Use)
{
    private const int Searches = 1_000;
    private const int Sets = 500;
    private const int Points = 10;

    /// <summary>Another index without anything: how far two of the same are apart.</summary>
    public static Feature Nothing { get; } = new("nothing (the noise)", options => options, _ => null, (_, _) => { });

    /// <summary>Each of them, and all at once.</summary>
    public static IReadOnlyList<Feature> All()
    {
        Feature[] each =
        [
            Plain("completions", (index, query) => index.Suggest(new SuggestRequest(query) { Patience = TimeSpan.FromSeconds(30) })),
            Plain("facets and a timeline", (index, query) => index.Search(new SearchRequest(query) { Size = 0, Facets = [new("source"), new("author")], Histogram = HistogramInterval.Month })),
            Plain("copies folded", (index, query) => index.Search(new SearchRequest(query) { Collapse = true, Highlight = false })),
            Plain("related articles", (index, query) =>
            {
                if (index.Search(new SearchRequest(query) { Size = 1, Highlight = false }).Hits is [var hit, ..])
                    index.Related(new RelatedRequest { Id = hit.Id });
            }),
            Begun($"{Searches:N0} saved searches", index =>
            {
                for (int i = 0; i < Searches; i++)
                    index.SaveSearch(new SavedSearch(string.Create(CultureInfo.InvariantCulture, $"s{i}"), new SearchRequest($"\"nobody asks\" AND xq{i}")));
                return null;
            }),
            Begun($"{Sets:N0} synonyms and a stop list", index =>
            {
                index.SetSynonyms(new SynonymSet("own", [.. Enumerable.Range(0, Sets).Select(i => $"xq{i}, zq{i}")]));
                index.SetStopWords(new StopWordList("own", ["xqxq", "zqzq"]));
                return null;
            }),
            Begun($"{Points} points in time", index => new Held([.. Enumerable.Range(0, Points).Select(_ => index.OpenPointInTime())])),
            Begun("metrics that somebody listens to", _ => Listen()),
            Plain("a log of slow and empty searches", (index, _) => index.ReadSearchLog()) with
            {
                Options = options => options with { SearchLog = new SearchLogOptions { Enabled = true } },
            },
        ];
        return
        [
            Nothing,
            .. each,
            new("all of them", options => each.Aggregate(options, (all, one) => one.Options(all)),
                index => new Held([.. each.Select(one => one.Begin(index)).OfType<IDisposable>()]),
                (index, query) =>
                {
                    foreach (var one in each)
                        one.Use(index, query);
                }),
        ];
    }

    private static Feature Plain(string name, Action<ArticleIndex, string> use) => new(name, options => options, _ => null, use);

    private static Feature Begun(string name, Func<ArticleIndex, IDisposable?> begin) => new(name, options => options, begin, (_, _) => { });

    private static MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Search.Core")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        double sum = 0;
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => Volatile.Write(ref sum, sum + value));
        listener.Start();
        return listener;
    }

    private sealed class Held(IReadOnlyList<IDisposable> all) : IDisposable
    {
        public void Dispose()
        {
            foreach (var one in all)
                one.Dispose();
        }
    }
}
