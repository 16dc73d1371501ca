using System.Numerics;

namespace Search.Core.Postings;

/// <summary>Reads single blocks of a list, plainly and with every number checked. What it finds wrong it reports as damage of the file.</summary>
internal static unsafe class BlockReader
{
    /// <summary>The documents of a packed block; gives how many.</summary>
    public static int Docs(in PostingsList list, int block, uint* docs)
    {
        int count = PostingsRules.BlockLength(list.DocFreq, block);
        byte* at = Head(list, block, out long left, out int width);
        Unpack(list, at, left, width, count, docs);
        long doc = block == 0 ? -1 : list.LastDocs[block - 1];
        for (int i = 0; i < count; i++)
        {
            doc += docs[i] + 1L;
            docs[i] = (uint)doc;
        }

        // They only grow, so that the last one vouches for all.
        if (doc >= list.MaxDoc || (list.LastDocs != null && doc != list.LastDocs[block]))
            throw list.Damaged($"the documents of a block end at {doc}, which is not what the list says or is beyond the segment");
        return count;
    }

    /// <summary>The documents of a bitmap's block; gives how many. Blocks are read in order.</summary>
    /// <param name="list">The list.</param>
    /// <param name="block">The block.</param>
    /// <param name="doc">The last document of the block before; -1 at first. Set to the last of this one.</param>
    /// <param name="docs">Room for 128.</param>
    public static int BitmapDocs(in PostingsList list, int block, ref int doc, uint* docs)
    {
        int count = PostingsRules.BlockLength(list.DocFreq, block);
        for (int i = 0; i < count; i++)
        {
            doc = NextInBitmap(list, doc + 1);
            if (doc == int.MaxValue)
                throw list.Damaged("a bitmap has fewer documents than the term");
            docs[i] = (uint)doc;
        }

        return count;
    }

    /// <summary>The frequencies of a block; gives their sum, which is at most the term's total.</summary>
    public static long Freqs(in PostingsList list, int block, uint* freqs)
    {
        int count = PostingsRules.BlockLength(list.DocFreq, block);
        byte* at = Head(list, block, out long left, out int width);
        if (list.Bitmap == null)
        {
            int docBytes = Bytes(count, CheckedWidth(list, width));
            width = at[-1];
            at += docBytes;
            left -= docBytes;
        }

        Unpack(list, at, left, width, count, freqs);
        long sum = count;
        for (int i = 0; i < count; i++)
        {
            sum += freqs[i];
            if (freqs[i]++ == int.MaxValue)
                throw list.Damaged("a frequency is beyond what a document can hold");
        }

        if (sum > list.TotalTermFreq)
            throw list.Damaged("the frequencies of a block are more than the term's");
        return sum;
    }

    /// <summary>The first document of a bitmap from one on; <see cref="int.MaxValue"/> when there is none.</summary>
    public static int NextInBitmap(in PostingsList list, int from)
    {
        if ((uint)from >= (uint)list.MaxDoc)
            return int.MaxValue;
        int index = from >> 6;
        int words = PostingsRules.BitmapWords(list.MaxDoc);
        ulong word = list.Bitmap[index] & (ulong.MaxValue << from);
        while (word == 0)
        {
            if (++index == words)
                return int.MaxValue;
            word = list.Bitmap[index];
        }

        int doc = (index << 6) + BitOperations.TrailingZeroCount(word);
        return doc < list.MaxDoc ? doc : throw list.Damaged($"a bitmap has the document {doc}, which is beyond the segment");
    }

    /// <summary>The documents of a bitmap before one that it has.</summary>
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

    /// <summary>Whether a block's positions lie in the file; gives them and their width.</summary>
    public static byte* Positions(in PostingsList list, int block, long count, out int width)
    {
        long start = list.PosOffsets == null ? 0 : list.PosOffsets[block];
        if (start >= list.PositionsLength)
            throw list.Damaged("a block of positions starts beyond the file of positions");
        width = CheckedWidth(list, list.Positions[start]);
        if (BitPacking.HorizontalBytes(count, width) > list.PositionsLength - start - 1)
            throw list.Damaged("a block of positions ends beyond the file of positions");
        return list.Positions + start + 1;
    }

    /// <summary>The address behind the widths of a block, and the first width.</summary>
    private static byte* Head(in PostingsList list, int block, out long left, out int width)
    {
        long start = list.Offsets == null ? 0 : list.Offsets[block];
        int widths = list.Bitmap == null && list.HasFreqs ? 2 : 1;
        left = list.DataLength - start - widths;
        if (left < 0)
            throw list.Damaged("a block starts beyond its list");
        width = list.Data[start];
        return list.Data + start + widths;
    }

    private static void Unpack(in PostingsList list, byte* packed, long left, int width, int count, uint* values)
    {
        if (Bytes(count, CheckedWidth(list, width)) > left)
            throw list.Damaged("a block ends beyond its list");
        if (count == PostingsRules.BlockSize)
        {
            BitPacking.Unpack128(packed, width, values);
            return;
        }

        for (int i = 0; i < count; i++)
            values[i] = BitPacking.ReadHorizontal(packed, i, width);
    }

    private static int Bytes(int count, int width) =>
        count == PostingsRules.BlockSize ? BitPacking.VerticalBytes(width) : (int)BitPacking.HorizontalBytes(count, width);

    private static int CheckedWidth(in PostingsList list, int width) =>
        width <= BitPacking.MaxWidth ? width : throw list.Damaged($"a block has numbers of {width} bits");
}
