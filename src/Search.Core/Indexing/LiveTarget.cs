namespace Search.Core.Indexing;

/// <summary>Puts articles into the live writer one by one: right for few.</summary>
internal sealed class LiveTarget(IndexSession session) : IArticleTarget
{
    private const int RefreshAfterIds = 200_000;

    private readonly ArticleWriter _writer = session.RequireWriter();

    public AddOutcome Add(Article article) => _writer.Write(article, session.Snapshots);

    /// <summary>The ids since the last refresh are kept in memory; a refresh lets them go.</summary>
    public async ValueTask<int> PauseAsync(CancellationToken cancellationToken)
    {
        if (_writer.LiveIds.Count > RefreshAfterIds)
            await session.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return 0;
    }

    public int Complete() => 0;

    public void Dispose()
    {
    }
}
