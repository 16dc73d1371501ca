using System.Numerics;

namespace Search.Core.Postings;

/// <summary>What follows from the numbers of documents alone: how a term's list is kept (docs/postings-format.md). Part of the format.</summary>
internal static class PostingsRules
{
    /// <summary>Documents in a full block.</summary>
    public const int BlockSize = 128;

    /// <summary>log2 of the documents in a range of the finest level on which the ranges of all terms are comparable.</summary>
    public const int RangeShift64 = 6;

    /// <summary>log2 of the documents in a range of the coarse level.</summary>
    public const int CoarseShift = 12;

    private const int MinRangeShift = 4;
    private const int PostingsPerRange = 4;

    /// <summary>Whether the documents of a term are a bitmap: at least a sixteenth of all have it. Up to twice as large as packed differences, it is read in place and in any order.</summary>
    public static bool IsBitmap(int docFreq, int maxDoc) => docFreq >= BlockSize && 16L * docFreq >= maxDoc;

    /// <summary>Whether maxima are kept for a term; rarer ones are decoded as a whole at less cost.</summary>
    public static bool IsRanged(int docFreq, int maxDoc, int version) =>
        docFreq >= (version == PostingsFiles.FirstVersion ? BlockSize : Math.Clamp(maxDoc / 48, BlockSize, 8 * BlockSize))
        && docFreq >= Math.Min(maxDoc / 1_024, 2_048);

    /// <summary>Whether the best postings of a ranged term are kept beside its maxima.</summary>
    public static bool HasBest(int docFreq) => docFreq >= 8 * BlockSize;

    /// <summary>log2 of the documents in a range of a ranged term: with two to four of its documents on average, where it is not denser.</summary>
    public static int RangeShift(int docFreq, int maxDoc)
    {
        long documents = Math.Max(1, (long)PostingsPerRange * maxDoc / docFreq);
        return Math.Clamp(BitOperations.Log2((ulong)documents), MinRangeShift, CoarseShift);
    }

    /// <summary>Blocks of a list, full ones and the tail.</summary>
    public static int BlockCount(int docFreq) => (int)(((long)docFreq + BlockSize - 1) / BlockSize);

    /// <summary>Documents in a block of a list.</summary>
    public static int BlockLength(int docFreq, int block) => Math.Min(BlockSize, docFreq - block * BlockSize);

    /// <summary>Words of a bitmap that have one rank.</summary>
    public const int WordsPerRank = 8;

    /// <summary>Words of a bitmap.</summary>
    public static int BitmapWords(int maxDoc) => (int)(((long)maxDoc + 63) / 64);

    /// <summary>Ranks of a bitmap.</summary>
    public static int RankCount(int maxDoc) => (BitmapWords(maxDoc) + WordsPerRank - 1) / WordsPerRank;

    /// <summary>Ranges of a size that cover all documents.</summary>
    public static int RangeCount(int maxDoc, int shift) => (int)(((long)maxDoc + (1L << shift) - 1) >> shift);

    /// <summary>Bytes of an array of maxima: so many that vectors may be read to its end.</summary>
    public static int PaddedLength(int count) => (count + 63) & ~63;
}
