using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Search.Core.Postings;

/// <summary>Walks the documents of a bitmap list one by one, with every number checked.</summary>
internal static unsafe class BitmapReader
{
    /// <summary>What stands for the end.</summary>
    public const int None = int.MaxValue;

    /// <summary>So many documents apart, most have all words of a rank in common with the next.</summary>
    private const uint DenseDistance = 256;

    /// <summary>All bits for the words before one, none for those from it on: the window of eight that begins so many before the middle.</summary>
    private static ReadOnlySpan<ulong> Before =>
    [
        ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue,
        0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>The first document from one on; <see cref="None"/> when there is none.</summary>
    public static int Next(in PostingsList list, int from)
    {
        if ((uint)from >= (uint)list.MaxDoc)
            return None;
        int index = from >> 6;
        int words = PostingsRules.BitmapWords(list.MaxDoc);
        ulong word = list.Bitmap[index] & (ulong.MaxValue << from);
        while (word == 0)
        {
            if (++index == words)
                return None;
            word = list.Bitmap[index];
        }

        int doc = (index << 6) + BitOperations.TrailingZeroCount(word);
        return doc < list.MaxDoc ? doc : throw list.Damaged($"a bitmap has the document {doc}, which is beyond the segment");
    }

    /// <summary>The documents before one that the list has.</summary>
    public static int Rank(in PostingsList list, int doc)
    {
        int index = doc >> 6;
        long rank = RankByWords(list.Bitmap, list.Ranks, index) + BitOperations.PopCount(list.Bitmap[index] & ((1UL << doc) - 1));
        return rank < list.DocFreq ? (int)rank : throw list.Damaged("a bitmap's rank is beyond the term's documents");
    }

    /// <summary>The places of documents in the list, or negative numbers where they are not in it; not checked.</summary>
    /// <param name="list">The list.</param>
    /// <param name="docs">The documents, ascending.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="places">Gets one for each.</param>
    public static void PlacesOf(in PostingsList list, uint* docs, int count, int* places)
    {
        ulong* bitmap = list.Bitmap;
        uint* ranks = list.Ranks;
        // Where documents lie far apart, words that need not be looked at may have to be waited for.
        bool isDense = count > 0 && docs[count - 1] - docs[0] < (uint)count * DenseDistance;
        int whole = isDense ? PostingsRules.BitmapWords(list.MaxDoc) & -PostingsRules.WordsPerRank : 0;
        int counted = -1;
        long rank = 0;
        for (int i = 0; i < count; i++)
        {
            uint doc = docs[i];
            int index = (int)(doc >> 6);
            // Where there are many documents to a word, the next is mostly of the same one.
            if (index != counted)
            {
                rank = index < whole ? RankOf(bitmap, ranks, index) : RankByWords(bitmap, ranks, index);
                counted = index;
            }
            ulong word = bitmap[index];
            int place = (int)Math.Min(rank + BitOperations.PopCount(word & ((1UL << (int)doc) - 1)), int.MaxValue);
            places[i] = place | (int)(word >> (int)doc & 1) - 1;
        }
    }

    /// <summary>The documents before a word, with all eight words of its rank; no branch depends on which of them it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long RankOf(ulong* bitmap, uint* ranks, int index)
    {
        const int group = PostingsRules.WordsPerRank;
        int at = index & (group - 1);
        ulong* words = bitmap + (index - at);
        ref ulong before = ref Unsafe.Add(ref MemoryMarshal.GetReference(Before), group - 1 - at);
        int sum = BitOperations.PopCount(words[0] & before);
        int other = BitOperations.PopCount(words[1] & Unsafe.Add(ref before, 1));
        sum += BitOperations.PopCount(words[2] & Unsafe.Add(ref before, 2));
        other += BitOperations.PopCount(words[3] & Unsafe.Add(ref before, 3));
        sum += BitOperations.PopCount(words[4] & Unsafe.Add(ref before, 4));
        other += BitOperations.PopCount(words[5] & Unsafe.Add(ref before, 5));
        return ranks[index / group] + (long)(sum + other + BitOperations.PopCount(words[6] & Unsafe.Add(ref before, 6)));
    }

    /// <summary>As <see cref="RankOf"/>, with no more words than are needed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long RankByWords(ulong* bitmap, uint* ranks, int index)
    {
        long rank = ranks[index / PostingsRules.WordsPerRank];
        for (int word = index & -PostingsRules.WordsPerRank; word < index; word++)
            rank += BitOperations.PopCount(bitmap[word]);
        return rank;
    }

    /// <summary>The documents of the next block of frequencies; gives how many.</summary>
    /// <param name="list">The list.</param>
    /// <param name="block">The block; blocks are read in order.</param>
    /// <param name="doc">The last document of the block before, -1 at first; set to the last of this one.</param>
    /// <param name="docs">Room for 128.</param>
    public static int Docs(in PostingsList list, int block, ref int doc, uint* docs)
    {
        int count = PostingsRules.BlockLength(list.DocFreq, block);
        for (int i = 0; i < count; i++)
        {
            doc = Next(list, doc + 1);
            if (doc == None)
                throw list.Damaged("a bitmap has fewer documents than the term");
            docs[i] = (uint)doc;
        }

        return count;
    }
}
