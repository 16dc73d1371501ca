namespace Search.Core;

/// <content>What articles have to do with each other.</content>
public sealed partial class ArticleIndex
{
    /// <summary>
    /// Finds the articles that are related to a stored one or to a text: the background of a story. Near-duplicates of it are left out. A stored article is
    /// taken as it was last written, searchable yet or not.
    /// </summary>
    /// <param name="request">What the articles are to be related to, and how many are wanted.</param>
    /// <param name="cancellationToken">Ends the search with an exception.</param>
    /// <returns>Null when there is no article with the id.</returns>
    /// <exception cref="InvalidRequestException">The request is out of its ranges; the message says what to change.</exception>
    public RelatedResults? Related(RelatedRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        using var pass = _session.Enter();
        return Guarded(() =>
        {
            var article = request.Id is { } id ? Load(id) : new Article { Id = "", Title = request.Title ?? "", Body = request.Text! };
            if (article is null)
                return null;
            using var lease = _session.Snapshots.Acquire();
            return _related.Run(lease.Snapshot, request, article, cancellationToken);
        });
    }

    /// <inheritdoc/>
    public Task<RelatedResults?> RelatedAsync(RelatedRequest request, CancellationToken cancellationToken = default) =>
        Task.Run(() => Related(request, cancellationToken), cancellationToken);
}
