namespace Search.Core.Postings;

/// <summary>
/// Where the parts of a term's list lie in a segment's files (docs/postings-format.md). The arrays were checked to lie within the
/// files; what stands in them is checked where it is used. Valid while the segment is open.
/// </summary>
internal unsafe struct PostingsList
{
    public int DocFreq;
    public long TotalTermFreq;
    public int MaxDoc;
    public bool HasFreqs;
    public bool HasPositions;

    /// <summary>The document of a term that only one has; -1 for others.</summary>
    public int SingletonDoc;

    public int BlockCount;

    /// <summary>The last document of each block; null for bitmaps, singletons and lists of one tail.</summary>
    public uint* LastDocs;

    /// <summary>Where each block starts in <see cref="Data"/>; null for singletons, lists of one tail and bitmaps without frequencies.</summary>
    public uint* Offsets;

    /// <summary>Where each block's positions start in <see cref="Positions"/>; null where there is one block.</summary>
    public uint* PosOffsets;

    /// <summary>The blocks; of a list of one tail, up to the end of the file's content.</summary>
    public byte* Data;

    public long DataLength;

    /// <summary>The positions, up to the end of the file's content.</summary>
    public byte* Positions;

    /// <summary>The one position of a term that occurs once, which the dictionary itself holds; -1 for others.</summary>
    public int SingletonPosition;

    /// <summary>Whether all values of a block have one width, as version 1 of the format has them.</summary>
    public bool HasWholePositions;

    public long PositionsLength;

    /// <summary>A bit a document; null for lists that are packed.</summary>
    public ulong* Bitmap;

    /// <summary>The documents before each eighth word of <see cref="Bitmap"/>.</summary>
    public uint* Ranks;

    /// <summary>The maximum code in each range of 2^<see cref="RangeShift"/> documents; null when the term has none.</summary>
    public byte* Ranges;

    public int RangeShift;

    /// <summary>The maximum code in each 64 documents; null when <see cref="RangeShift"/> is not below 6.</summary>
    public byte* Ranges64;

    /// <summary>The maximum code in each 4,096 documents.</summary>
    public byte* Coarse;

    /// <summary>The best postings (<see cref="BestPostings"/>); null when they are not kept.</summary>
    public byte* Best;

    /// <summary>How far they may go.</summary>
    public long BestLength;

    /// <summary>The average length that the codes were computed with.</summary>
    public double AverageLength;

    /// <summary>The file, for messages.</summary>
    public string FileName;

    /// <summary>Says that the file is damaged.</summary>
    public readonly Exception Damaged(string what) =>
        new Lucene.Net.Index.CorruptIndexException($"The file '{FileName}' is damaged: {what}. Restore the index from a copy, or build it anew.");
}
