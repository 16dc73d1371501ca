using Search.Core.Indexing;

namespace Search.Core.Suggesting;

/// <summary>
/// The completions of a snapshot: a large table, and a small one of the phrases whose counts changed since the large one was made, which stand in
/// place of the same ones there. Immutable.
/// </summary>
/// <param name="Generation">The generation of the home that the snapshot reads.</param>
/// <param name="Version">The snapshot's version in it.</param>
/// <param name="Base">The large table.</param>
/// <param name="Changes">The small one.</param>
/// <param name="Replaced">The entries of the large table whose counts are those of the small one, or nothing.</param>
/// <param name="IsComplete">Whether all articles were taken in.</param>
internal sealed record CompletionState(
    long Generation, long Version, CompletionTable Base, CompletionTable Changes, HashSet<int> Replaced, bool IsComplete)
{
    public static CompletionState Empty { get; } = new(0, 0, CompletionTable.Empty, CompletionTable.Empty, [], false);

    /// <summary>Whether everything in a snapshot was taken in; what came later may be as well.</summary>
    public bool Has(Snapshot snapshot) =>
        IsComplete && (Generation > snapshot.Generation || (Generation == snapshot.Generation && Version >= snapshot.Reader.Version));
}
