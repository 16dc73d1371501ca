namespace Search.Core.Retrieval;

/// <summary>
/// A node of a plan in a segment, evaluated for 64 documents at once. <see cref="May"/> has every document that matches, and perhaps others where that is
/// costly to know; <see cref="Must"/> has only documents that match. Where the two differ, <see cref="Matches"/> tells.
/// </summary>
internal abstract unsafe class MatchNode
{
    /// <summary>Documents of the loaded range that may match, the first in the lowest bit.</summary>
    public ulong May { get; protected set; }

    /// <summary>Documents of the loaded range that surely match.</summary>
    public ulong Must { get; protected set; }

    /// <summary>The same for a window of 64 ranges: a word each.</summary>
    public ulong* MayWords { get; protected set; }

    public ulong* MustWords { get; protected set; }

    /// <summary>About how many documents it has.</summary>
    public abstract long Cost { get; }

    /// <summary>What it costs to load all windows, as so many documents of a list.</summary>
    public virtual long ReadCost => Cost;

    /// <summary>Whether a document can match that none of the node's scoring leaves has.</summary>
    public abstract bool MatchesUnscored { get; }

    /// <summary>Sets <see cref="May"/> and <see cref="Must"/> for 64 documents.</summary>
    public abstract void Load(int range);

    /// <summary>Sets <see cref="May"/> and <see cref="Must"/> for the 64 documents around one, right for that one.</summary>
    public virtual void LoadDocument(int doc) => Load(doc >> 6);

    /// <summary>Says that nothing of the range matches, where that was known without loading it.</summary>
    public virtual void Clear() => May = Must = 0;

    /// <summary>Sets <see cref="MayWords"/> and <see cref="MustWords"/> for a window.</summary>
    /// <returns>False when no document may match; the words are then of no meaning.</returns>
    public abstract bool LoadWindow(int window);

    /// <summary>Whether a document of the loaded range matches.</summary>
    /// <param name="doc">The document.</param>
    /// <param name="bit">Its place in the range.</param>
    public bool Matches(int doc, int bit) => ((Must >> bit) & 1) != 0 || (((May >> bit) & 1) != 0 && Verify(doc, bit));

    /// <summary>Adds bounds of the scores of 64 ranges (or windows) to sums.</summary>
    public abstract void AddBounds(ushort* sums);

    /// <summary>Raises codes to above 0 where some document may match.</summary>
    public abstract void AddPossible(byte* codes);

    /// <summary>Whether a document that may match does.</summary>
    protected virtual bool Verify(int doc, int bit) => true;
}
