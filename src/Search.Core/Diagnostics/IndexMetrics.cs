using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Search.Core.Diagnostics;

/// <summary>The instruments of one index. To measure costs next to nothing while nobody listens. Thread-safe.</summary>
internal sealed class IndexMetrics : IDisposable
{
    private static readonly InstrumentAdvice<double> s_searchBuckets = new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] };
    private static readonly InstrumentAdvice<double> s_workBuckets = new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 600] };

    private readonly Meter _meter;
    private readonly Histogram<double> _searches;
    private readonly Histogram<double> _refreshes;
    private readonly Histogram<double> _commits;
    private readonly Histogram<double> _merges;
    private readonly Counter<long> _written;
    private readonly Counter<long> _alerts;

    /// <summary>What an index is made of at a moment.</summary>
    internal readonly record struct Figures(long Articles, int Segments, long Bytes);

    /// <param name="index">What the measurements are tagged with.</param>
    public IndexMetrics(string index)
    {
        _meter = new Meter(new MeterOptions(SearchMetrics.MeterName) { Tags = [new("index", index)] });
        _searches = _meter.CreateHistogram("search.core.search.duration", "s", "How long searches took, from text to answer.", tags: null, s_searchBuckets);
        _refreshes = _meter.CreateHistogram("search.core.refresh.duration", "s", "How long it took to make writes searchable.", tags: null, s_workBuckets);
        _commits = _meter.CreateHistogram("search.core.commit.duration", "s", "How long it took to make writes durable.", tags: null, s_workBuckets);
        _merges = _meter.CreateHistogram("search.core.merge.duration", "s", "How long merges of segments took.", tags: null, s_workBuckets);
        _written = _meter.CreateCounter<long>("search.core.articles.written", "{article}", "Articles that were written, by outcome: created, replaced or deleted.");
        _alerts = _meter.CreateCounter<long>("search.core.alert.matches", "{match}", "Articles that saved searches found as they came.");
    }

    /// <summary>Reports what the index is made of, whenever a listener asks; until <see cref="Dispose"/>.</summary>
    public void Observe(Func<Figures> figures)
    {
        _meter.CreateObservableGauge("search.core.articles", () => figures().Articles, "{article}", "Articles as searches see them.");
        _meter.CreateObservableGauge("search.core.segments", () => figures().Segments, "{segment}", "Segments as searches see them.");
        _meter.CreateObservableGauge("search.core.size", () => figures().Bytes, "By", "Bytes of the index's files.");
    }

    public void Searched(TimeSpan took) => _searches.Record(took.TotalSeconds);

    public void Found(long matches) => _alerts.Add(matches);

    public void Written(string outcome, long count)
    {
        if (count > 0)
            _written.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
    }

    public void Refreshed(long since) => _refreshes.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);

    public void Committed(long since) => _commits.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);

    public void Merged(long since) => _merges.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);

    public void Dispose() => _meter.Dispose();
}
