using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Search.Core;

namespace Search.Api.Metrics;

/// <summary>Listens to the instruments of the library and adds up what they measure, from the start of the host on. Thread-safe.</summary>
internal sealed class MetricsCollector : IDisposable
{
    private static readonly double[] s_defaultBuckets = [0.001, 0.01, 0.1, 1, 10];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string Instrument, string Labels), Series> _series = new();

    public MetricsCollector()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == SearchMetrics.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Every series with its present value, by name and labels.</summary>
    public IReadOnlyList<Series> Read()
    {
        _listener.RecordObservableInstruments();
        return [.. _series.OrderBy(each => each.Key.Instrument, StringComparer.Ordinal).ThenBy(each => each.Key.Labels, StringComparer.Ordinal).Select(each => each.Value)];
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = Labels([.. instrument.Meter.Tags ?? [], .. tags]);
        _series.GetOrAdd((instrument.Name, labels), static (_, made) => new Series(made.instrument, made.labels, Buckets(made.instrument)), (instrument, labels)).Add(value);
    }

    private static double[]? Buckets(Instrument instrument) => instrument is Histogram<double> histogram
        ? [.. histogram.Advice?.HistogramBucketBoundaries ?? s_defaultBuckets] : null;

    private static string Labels(KeyValuePair<string, object?>[] tags) =>
        string.Join(',', tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{PrometheusText.Name(tag.Key)}=\"{PrometheusText.Escape(tag.Value?.ToString() ?? "")}\""));

    /// <summary>The measurements of one instrument with the same labels.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="labels">The labels as they are written.</param>
    /// <param name="bounds">The upper bounds of a histogram's buckets, ascending; null for another instrument.</param>
    internal sealed class Series(Instrument instrument, string labels, double[]? bounds)
    {
        private readonly Lock _gate = new();
        private readonly long[] _counts = new long[(bounds?.Length ?? 0) + 1];
        private double _sum;

        public Instrument Instrument => instrument;

        public string Labels => labels;

        public IReadOnlyList<double>? Bounds => bounds;

        /// <summary>Whether values add up; the last one counts otherwise.</summary>
        public bool Adds { get; } = bounds is not null || instrument is Counter<long>;

        public void Add(double value)
        {
            lock (_gate)
            {
                _sum = Adds ? _sum + value : value;
                if (bounds is null)
                    return;
                int bucket = 0;
                while (bucket < bounds.Length && value > bounds[bucket])
                    bucket++;
                _counts[bucket]++;
            }
        }

        /// <summary>The value or the sum, and how many values each bucket has; the last one has those above all bounds.</summary>
        public (double Sum, long[] Counts) Read()
        {
            lock (_gate)
                return (_sum, [.. _counts]);
        }
    }
}
