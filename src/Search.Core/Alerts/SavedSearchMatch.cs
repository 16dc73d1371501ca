namespace Search.Core;

/// <summary>An article that a saved search found when it came.</summary>
/// <param name="Number">
/// Its number among the matches of the search: the next match has the next one. A number that is missing is a match that is no longer kept.
/// </param>
/// <param name="ArticleId">The article's id; the article may be changed or deleted since.</param>
/// <param name="Time">When it was found.</param>
/// <param name="IsUpdate">Whether the article took the place of an earlier version of it, which the search may have found as well.</param>
public readonly record struct SavedSearchMatch(long Number, string ArticleId, DateTimeOffset Time, bool IsUpdate);

/// <summary>Some matches of a saved search, the oldest first.</summary>
/// <param name="Matches">The matches.</param>
/// <param name="Missed">How many matches after the asked one are no longer kept and come before these.</param>
/// <param name="Next">What to read on after: the number of the last of them, or the number of the last match of all when there are none.</param>
public sealed record SavedSearchMatches(IReadOnlyList<SavedSearchMatch> Matches, long Missed, long Next);
