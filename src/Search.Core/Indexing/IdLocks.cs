namespace Search.Core.Indexing;

/// <summary>A lock an id, striped: writes of one article are one after the other, writes of others go on beside them.</summary>
internal sealed class IdLocks
{
    private readonly Lock[] _stripes = [.. Enumerable.Range(0, 1024).Select(_ => new Lock())];

    public Lock For(string id) => _stripes[string.GetHashCode(id, StringComparison.Ordinal) & (_stripes.Length - 1)];
}
