namespace Search.Core.Indexing;

/// <summary>Looks at articles when they become searchable.</summary>
internal interface IRefreshObserver
{
    /// <summary>Called after each refresh that articles were written before, one call at a time; whoever waits for the refresh waits for it.</summary>
    /// <param name="present">The articles as searches see them after the refresh.</param>
    /// <param name="written">The ids that were written, and whether each took the place of another article. One may be deleted since. After an
    /// exception the same come again with the next refresh.</param>
    void Refreshed(Snapshot present, IReadOnlyDictionary<string, bool> written);
}
