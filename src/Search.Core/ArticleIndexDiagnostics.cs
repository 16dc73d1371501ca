namespace Search.Core;

/// <content>What is told of the searches that were made.</content>
public sealed partial class ArticleIndex
{
    /// <summary>
    /// The searches that found nothing and those that took long, since the index was opened or the log was cleared; empty unless
    /// <see cref="SearchLogOptions.Enabled"/>. Thread-safe.
    /// </summary>
    public SearchLogReport ReadSearchLog() => _log.Read();

    /// <summary>Forgets the logged searches.</summary>
    public void ClearSearchLog() => _log.Clear();

    private SearchResults Logged(SearchRequest request, SearchPosition? after, SearchResults results)
    {
        _session.Metrics.Searched(results.Took);
        bool isFiltered = request.After is not null || request.Before is not null || request.Sources.Count + request.Authors.Count + request.Filters.Count > 0;
        bool isEmpty = after is null && results.Total is { Value: 0, Relation: TotalRelation.Exact };
        _log.Add(request.Query, isFiltered, isEmpty, results.Took);
        return results;
    }
}
