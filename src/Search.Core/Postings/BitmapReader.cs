using System.Numerics;

namespace Search.Core.Postings;

/// <summary>Walks the documents of a bitmap list one by one, with every number checked.</summary>
internal static unsafe class BitmapReader
{
    /// <summary>What stands for the end.</summary>
    public const int None = int.MaxValue;

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
        int word = index & -PostingsRules.WordsPerRank;
        long rank = list.Ranks[index / PostingsRules.WordsPerRank];
        for (; word < index; word++)
            rank += BitOperations.PopCount(list.Bitmap[word]);
        rank += BitOperations.PopCount(list.Bitmap[index] & ((1UL << doc) - 1));
        return rank < list.DocFreq ? (int)rank : throw list.Damaged("a bitmap's rank is beyond the term's documents");
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
