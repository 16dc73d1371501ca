using System.Diagnostics;
using Search.Core;

namespace Search.Benchmarks.Updates;

/// <summary>Writes articles at fixed moments, however long earlier ones take. Each tenth takes the place of an article that is there.</summary>
internal sealed class SteadyWrites(ArticleIndex index, IReadOnlyList<Article> articles, IReadOnlyList<string> present)
{
    private const int ReplacedEach = 10;

    private int _written;

    /// <returns>The milliseconds from when each write was due until it was acknowledged.</returns>
    public async Task<double[]> RunAsync(int rate, int seconds)
    {
        var pending = new Task<double>[rate * seconds];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < pending.Length; i++)
        {
            var due = TimeSpan.FromSeconds(i / (double)rate);
            if (due - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } wait)
                await Task.Delay(wait);
            var article = Next();
            pending[i] = Task.Run(async () =>
            {
                await index.AddAsync(article, refresh: false);
                return (Stopwatch.GetElapsedTime(start) - due).TotalMilliseconds;
            });
        }
        return await Task.WhenAll(pending);
    }

    private Article Next()
    {
        int number = _written++;
        var article = articles[number % articles.Count];
        return number % ReplacedEach == 0 ? article with { Id = present[number % present.Count] } : article with { Id = $"{article.Id}-{number}" };
    }
}
