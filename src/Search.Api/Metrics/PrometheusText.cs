using System.Globalization;
using System.Text;

namespace Search.Api.Metrics;

/// <summary>Writes metrics in Prometheus's text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<MetricsCollector.Series> series)
    {
        var text = new StringBuilder();
        foreach (var instrument in series.GroupBy(each => each.Instrument.Name, StringComparer.Ordinal))
        {
            var first = instrument.First();
            string name = NameOf(first);
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {first.Instrument.Description?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {(first.Bounds is not null ? "histogram" : first.Adds ? "counter" : "gauge")}\n");
            foreach (var each in instrument)
                Write(text, name, each);
        }
        return text.ToString();
    }

    /// <summary>A name as Prometheus takes it.</summary>
    public static string Name(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    /// <summary>The value of a label, without what would end it.</summary>
    public static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string NameOf(MetricsCollector.Series series)
    {
        string unit = series.Instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return Name(series.Instrument.Name) + unit + (series.Adds && series.Bounds is null ? "_total" : "");
    }

    private static void Write(StringBuilder text, string name, MetricsCollector.Series series)
    {
        var (sum, counts) = series.Read();
        if (series.Bounds is not { } bounds)
        {
            Line(text, name, series.Labels, sum);
            return;
        }
        long count = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            count += counts[i];
            string bound = i < bounds.Count ? bounds[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            Line(text, name + "_bucket", series.Labels.Length == 0 ? $"le=\"{bound}\"" : $"{series.Labels},le=\"{bound}\"", count);
        }
        Line(text, name + "_sum", series.Labels, sum);
        Line(text, name + "_count", series.Labels, count);
    }

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length == 0 ? "" : $"{{{labels}}}")} {value:R}\n");
}
