using Search.Core;

namespace Search.Api.Contracts;

/// <summary>A query in the log of searches.</summary>
/// <param name="Q">Its text.</param>
/// <param name="Filtered">Whether filters, dates, sources or authors narrowed it.</param>
/// <param name="Count">How often it was logged.</param>
/// <param name="Last">When it was logged last.</param>
/// <param name="LongestMs">How long it took at most, in milliseconds.</param>
internal sealed record LoggedSearchReply(string Q, bool Filtered, long Count, DateTimeOffset Last, double LongestMs)
{
    public static LoggedSearchReply From(LoggedSearch search) =>
        new(search.Query, search.IsFiltered, search.Count, search.Last, Math.Round(search.Longest.TotalMilliseconds, 3));
}

/// <summary>The log of searches.</summary>
/// <param name="Enabled">Whether searches are logged: the setting Search:SearchLog.</param>
/// <param name="WithoutResults">Queries that found nothing, the most frequent first.</param>
/// <param name="Slow">Queries that took long, the longest first.</param>
internal sealed record SearchLogReply(bool Enabled, IReadOnlyList<LoggedSearchReply> WithoutResults, IReadOnlyList<LoggedSearchReply> Slow)
{
    public static SearchLogReply From(ArticleIndex index)
    {
        var report = index.ReadSearchLog();
        return new SearchLogReply(index.Options.SearchLog.Enabled,
            [.. report.WithoutResults.Select(LoggedSearchReply.From)], [.. report.Slow.Select(LoggedSearchReply.From)]);
    }
}
