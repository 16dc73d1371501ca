using System.Diagnostics;
using Search.Core;

namespace Search.Benchmarks.Updates;

/// <summary>
/// Searches on one thread at fixed moments. A search's time runs from the moment at which it was due, so one that waits for the one before it pays for that too.
/// </summary>
internal static class PacedSearches
{
    // A sleeping thread wakes some tenths of a millisecond late on an idle machine; the rest is spun.
    private static readonly TimeSpan s_spun = TimeSpan.FromMilliseconds(1.5);

    /// <returns>The milliseconds of each search, and of each its number.</returns>
    public static double[] Run(ArticleIndex index, IReadOnlyList<string> queries, int rate, int seconds, bool highlight)
    {
        double[] millis = new double[rate * seconds];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < millis.Length; i++)
        {
            var due = TimeSpan.FromSeconds(i / (double)rate);
            if (due - Stopwatch.GetElapsedTime(start) - s_spun is { Ticks: > 0 } wait)
                Thread.Sleep(wait);
            while (Stopwatch.GetElapsedTime(start) < due)
                Thread.SpinWait(20);
            index.Search(new SearchRequest(queries[i % queries.Count]) { Highlight = highlight });
            millis[i] = (Stopwatch.GetElapsedTime(start) - due).TotalMilliseconds;
        }
        return millis;
    }
}
