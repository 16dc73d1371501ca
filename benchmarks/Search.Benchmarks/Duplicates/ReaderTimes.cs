using System.Diagnostics;
using Search.Core;

namespace Search.Benchmarks.Duplicates;

/// <summary>What folding adds to a search, and what related articles cost: mean milliseconds of the best of some rounds, one thread, without highlights.</summary>
internal sealed record ReaderTimes(int Searches, double Plain, double Folded, double Related)
{
    private const int Rounds = 5;
    private const int MaxSearches = 300;

    /// <summary>Searches for the headlines of articles, and asks what they are related to.</summary>
    public static ReaderTimes Measure(ArticleIndex index, IReadOnlyList<Article> articles)
    {
        int step = Math.Max(1, articles.Count / MaxSearches);
        var asked = articles.Where((article, i) => i % step == 0 && article.Title.Length > 0).ToList();
        double plain = 0, folded = 0, related = 0;
        foreach (var article in asked)
        {
            var request = new SearchRequest(new string([.. article.Title.Select(c => char.IsLetterOrDigit(c) ? c : ' ')])) { Highlight = false };
            plain += Best(() => index.Search(request));
            folded += Best(() => index.Search(request with { Collapse = true }));
            related += Best(() => index.Related(new RelatedRequest { Id = article.Id }));
        }
        int count = Math.Max(1, asked.Count);
        return new ReaderTimes(asked.Count, plain / count, folded / count, related / count);
    }

    private static double Best(Action action)
    {
        double best = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            long started = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return best;
    }
}
