namespace Search.Core.Retrieval;

/// <summary>The positions of a term in one document after the other.</summary>
internal abstract class PositionSource
{
    /// <summary>The positions in the present document, ascending. Valid until the next call.</summary>
    public abstract ReadOnlySpan<int> Load();
}
