namespace Search.Core.Indexing;

/// <summary>Where one thread of a bulk add puts its articles. Not thread-safe.</summary>
internal interface IArticleTarget : IDisposable
{
    /// <summary>Adds an article or replaces the one with its id.</summary>
    /// <exception cref="InvalidRequestException">The article cannot be indexed; nothing was changed.</exception>
    AddOutcome Add(Article article);

    /// <summary>Does between two articles what has to be done from time to time.</summary>
    /// <returns>Articles that were reported as created and turned out to replace others.</returns>
    ValueTask<int> PauseAsync(CancellationToken cancellationToken);

    /// <summary>Hands everything added so far over to the index.</summary>
    /// <returns>As <see cref="PauseAsync"/>.</returns>
    int Complete();
}
