using System.Numerics;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>Counts the documents that two lists have in common.</summary>
internal static unsafe class CommonDocuments
{
    /// <summary>To look a document up in a packed list costs about as much as to read so many documents of it.</summary>
    private const int SearchCost = 6;

    /// <summary>Counts them, where that is cheaper than to mark the documents of both.</summary>
    /// <returns>Negative when it is not.</returns>
    public static long Count(ListReader first, ListReader second)
    {
        var (shorter, longer) = first.DocFreq <= second.DocFreq ? (first, second) : (second, first);
        if (shorter.IsBitmap)
            return CountBits(shorter.List, longer.List);
        if (longer.IsBitmap)
            return CountIn(shorter, longer.List.Bitmap);
        return (long)SearchCost * shorter.DocFreq <= longer.DocFreq ? CountFound(shorter, longer) : -1;
    }

    private static long CountBits(in PostingsList first, in PostingsList second)
    {
        long count = 0;
        int words = PostingsRules.BitmapWords(first.MaxDoc);
        for (int i = 0; i < words; i++)
            count += BitOperations.PopCount(first.Bitmap[i] & second.Bitmap[i]);
        return count;
    }

    private static long CountIn(ListReader list, ulong* bitmap)
    {
        long count = 0;
        for (int block = 0, left = list.DocFreq; left > 0; block++, left -= PostingsRules.BlockSize)
        {
            uint* docs = list.Block(block);
            int length = Math.Min(left, PostingsRules.BlockSize);
            for (int i = 0; i < length; i++)
                count += (long)(bitmap[docs[i] >> 6] >> (int)(docs[i] & 63) & 1);
        }
        return count;
    }

    private static long CountFound(ListReader list, ListReader longer)
    {
        long count = 0;
        for (int index = 0; index < list.DocFreq; index++)
            count += longer.Find(list.Doc(index)) >= 0 ? 1 : 0;
        return count;
    }
}
