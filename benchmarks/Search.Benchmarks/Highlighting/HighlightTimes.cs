using System.Diagnostics;
using Search.Benchmarks.Measuring;

namespace Search.Benchmarks.Highlighting;

/// <summary>Microseconds a hit: a query's time divided by its hits, whole and by stage.</summary>
internal sealed class HighlightTimes(int queries)
{
    private readonly QueryTimes _whole = new(queries);
    private readonly QueryTimes _compiling = new(queries);
    private readonly QueryTimes _loading = new(queries);
    private readonly QueryTimes _highlighting = new(queries);

    public TimeSummary Whole => _whole.Summarize();

    public HighlightStages Stages => new(_compiling.Summarize(), _loading.Summarize(), _highlighting.Summarize());

    /// <summary>Adds a query's round; times in ticks of <see cref="Stopwatch"/>.</summary>
    public void Add(int query, int hits, long whole, long compiling, long loading)
    {
        double micros = 1e6 / Stopwatch.Frequency / hits;
        _whole.Add(query, whole * micros);
        _compiling.Add(query, compiling * micros);
        _loading.Add(query, loading * micros);
        _highlighting.Add(query, (whole - compiling - loading) * micros);
    }
}

/// <summary>Where the time of a hit goes.</summary>
/// <param name="Compiling">Preparing the query, once for its hits.</param>
/// <param name="Loading">Reading, decompressing and decoding the stored article.</param>
/// <param name="Highlighting">Finding matches, choosing passages, writing HTML.</param>
internal readonly record struct HighlightStages(TimeSummary Compiling, TimeSummary Loading, TimeSummary Highlighting);
