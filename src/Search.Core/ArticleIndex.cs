namespace Search.Core;

/// <summary>An index of articles: add, search, highlight. The library's front door.</summary>
/// <remarks>
/// Thread-safe: any number of threads may search, add and delete at once. A search sees the articles as they were at one moment.
/// Disposing it ends running searches gracefully and commits what was added.
/// </remarks>
public sealed class ArticleIndex : IArticleSearcher, IAsyncDisposable, IDisposable
{
    private ArticleIndex() => throw new NotImplementedException();

    /// <summary>Opens or creates an index in a folder.</summary>
    /// <exception cref="ArticleIndexException">The folder is locked, missing, foreign, of a later version or damaged; the message says what to change.</exception>
    public static ArticleIndex Open(string path, ArticleIndexOptions? options = null) => throw new NotImplementedException();

    /// <summary>Creates an index that lives in memory and ends with this object.</summary>
    public static ArticleIndex CreateInMemory(ArticleIndexOptions? options = null) => throw new NotImplementedException();

    /// <summary>The options it was opened with.</summary>
    public ArticleIndexOptions Options => throw new NotImplementedException();

    /// <summary>The caller's fields that the index knows, declared or inferred.</summary>
    public IReadOnlyList<FieldDefinition> Fields => throw new NotImplementedException();

    /// <summary>Adds an article or replaces the one with its id.</summary>
    /// <param name="article">The article.</param>
    /// <param name="refresh">Whether to wait until it is searchable. Default: true.</param>
    /// <param name="cancellationToken">Ends the waiting; what was accepted stays.</param>
    /// <exception cref="InvalidRequestException">The article's id or a field is not acceptable.</exception>
    public Task<AddOutcome> AddAsync(Article article, bool refresh = true, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Adds many articles on all cores; durable and searchable when it returns.</summary>
    public Task<AddResult> AddAsync(IAsyncEnumerable<Article> articles, IProgress<AddProgress>? progress = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Adds a corpus on all cores; durable and searchable when it returns. Records that cannot be read are in the result.</summary>
    public Task<AddResult> AddAsync(Corpus corpus, IProgress<AddProgress>? progress = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Changes a stored article in one step that no other write can come between.</summary>
    /// <param name="id">The article's id.</param>
    /// <param name="change">Gives the new article, with the same id, from the present one. May be called again; has no effects of its own.</param>
    /// <param name="refresh">Whether to wait until it is searchable. Default: true.</param>
    /// <param name="cancellationToken">Ends the waiting; what was accepted stays.</param>
    /// <returns>The new article; null when there is none with the id.</returns>
    public Task<Article?> UpdateAsync(string id, Func<Article, Article> change, bool refresh = true, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Deletes an article by id.</summary>
    /// <returns>False when there was none.</returns>
    public Task<bool> DeleteAsync(string id, bool refresh = true, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Deletes all articles that a request matches (its paging, sorting and highlighting do not count). Sees every earlier write.</summary>
    /// <returns>How many were deleted.</returns>
    public Task<long> DeleteAsync(SearchRequest request, bool refresh = true, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Makes every acknowledged write durable.</summary>
    public Task CommitAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Makes every acknowledged write searchable; for a read-only index, takes up the newest commit.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Finds articles.</summary>
    /// <exception cref="InvalidRequestException">The request is out of its ranges; the message says what to change.</exception>
    public SearchResults Search(SearchRequest request, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<SearchResults> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Finds the matches of a query in a stored article or a text; null when there is no article with the id.</summary>
    /// <exception cref="InvalidRequestException">The request is out of its ranges; the message says what to change.</exception>
    public HighlightResult? Highlight(HighlightRequest request, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<HighlightResult?> HighlightAsync(HighlightRequest request, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>The article with an id as it was last written, searchable yet or not; null when there is none.</summary>
    public Article? Get(string id) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<Article?> GetAsync(string id, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Figures about the index as searches see it now.</summary>
    public IndexStatistics GetStatistics() => throw new NotImplementedException();

    /// <summary>Checks every file of the last commit and every stored article.</summary>
    public Task<VerificationResult> VerifyAsync(IProgress<string>? progress = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Commits and closes.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();

    /// <summary>Commits and closes.</summary>
    public void Dispose() => throw new NotImplementedException();
}
