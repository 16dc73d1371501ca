namespace Search.Core;

/// <summary>A query in the log of searches.</summary>
/// <param name="Query">Its text without white space around it; at most 1,000 characters of it.</param>
/// <param name="IsFiltered">Whether filters, dates, sources or authors narrowed it.</param>
/// <param name="Count">How often it was logged.</param>
/// <param name="Last">When it was logged last.</param>
/// <param name="Longest">How long it took at most.</param>
public sealed record LoggedSearch(string Query, bool IsFiltered, long Count, DateTimeOffset Last, TimeSpan Longest);

/// <summary>The log of searches, which lives in memory and ends with the index.</summary>
/// <param name="WithoutResults">Queries that found nothing, the most frequent first.</param>
/// <param name="Slow">Queries that took long, the longest first.</param>
public sealed record SearchLogReport(IReadOnlyList<LoggedSearch> WithoutResults, IReadOnlyList<LoggedSearch> Slow);
