namespace Search.Core;

/// <summary>
/// The names under which every index of the process reports figures (<c>System.Diagnostics.Metrics</c>): any exporter of .NET's can listen.
/// docs/metrics.md lists the instruments. Each measurement carries the tag <c>index</c>: the name of the index's folder, or <c>memory</c>.
/// </summary>
public static class SearchMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Search.Core";
}
