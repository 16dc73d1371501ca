namespace Search.Core;

/// <summary>What can be asked of an index, here or elsewhere. Implementations are thread-safe.</summary>
public interface IArticleSearcher
{
    /// <summary>Finds articles.</summary>
    /// <exception cref="InvalidRequestException">The request is out of its ranges; the message says what to change.</exception>
    Task<SearchResults> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default);

    /// <summary>Finds the matches of a query in a stored article or a text; null when there is no article with the id.</summary>
    /// <exception cref="InvalidRequestException">The request is out of its ranges; the message says what to change.</exception>
    Task<HighlightResult?> HighlightAsync(HighlightRequest request, CancellationToken cancellationToken = default);

    /// <summary>Finds the articles that are related to a stored one or to a text; null when there is no article with the id.</summary>
    /// <exception cref="InvalidRequestException">The request is out of its ranges; the message says what to change.</exception>
    Task<RelatedResults?> RelatedAsync(RelatedRequest request, CancellationToken cancellationToken = default);
    /// <summary>Completes what was typed so far.</summary>
    /// <exception cref="InvalidRequestException">The request is out of its ranges; the message says what to change.</exception>
    Task<SuggestResults> SuggestAsync(SuggestRequest request, CancellationToken cancellationToken = default);

    /// <summary>The article with an id as it was last written, searchable yet or not; null when there is none.</summary>
    Task<Article?> GetAsync(string id, CancellationToken cancellationToken = default);
}
