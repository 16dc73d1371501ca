using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// A term's list in a segment as one search reads it: by 64-document ranges, in any order. A bitmap is read in place; packed blocks are decoded
/// when a range of theirs is first asked for, each once. Not thread-safe.
/// </summary>
internal sealed unsafe partial class ListReader
{
    /// <summary>How many blocks ahead memory is asked for where a list is read in its order.</summary>
    private const int ReadAhead = 6;

    /// <summary>So many blocks apart, the block of the next document is found by one comparison.</summary>
    private const int NearBlocks = 3;

    /// <summary>For how many documents blocks are found before they are read.</summary>
    private const int FoundAtOnce = 64;

    private PostingsList _list;
    private uint* _docs;
    private byte* _isDecoded;
    private ScratchArena _arena = null!;

    private int _range;
    private int _doc;
    private ulong _mask;
    private int _start;
    private int _block;

    /// <summary>Opens a list; valid until the arena is given back.</summary>
    public static ListReader Open(in PostingsList list, ScratchArena arena)
    {
        var reader = arena.Readers.Take();
        reader.Start(list, arena);
        return reader;
    }

    public ref readonly PostingsList List => ref _list;

    public int DocFreq => _list.DocFreq;

    public bool IsBitmap => _list.Bitmap != null;

    /// <summary>Which documents of the 64 from 64 * <paramref name="range"/> on have the term, the first in the lowest bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Mask(int range)
    {
        if (range == _range)
            return _mask;
        if (_list.Bitmap == null)
            return LoadMask(range);
        Debug.Assert(range < PostingsRules.BitmapWords(_list.MaxDoc), "The memory behind a bitmap is not the list's.");
        // Its rank is found when it is asked for.
        _range = range;
        _start = -1;
        return _mask = _list.Bitmap[range];
    }

    /// <summary>As <see cref="Mask"/>, right for one document alone. Cheapest when documents are asked for in ascending order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong MaskOf(int doc)
    {
        if (_list.Bitmap != null)
            return Mask(doc >> 6);
        if (_doc == doc || _range == doc >> 6)
            return _mask;
        return LookUp(doc);
    }

    /// <summary>Says where a document of the packed list stands, so that <see cref="MaskOf"/> need not look for it.</summary>
    public void SetDocument(int doc, int index)
    {
        _range = -1;
        _doc = doc;
        _start = index;
        _mask = 1UL << doc;
    }

    /// <summary>The place of a document in the list; negative when it does not have it. Of a bitmap, any place that is not negative.</summary>
    public int Find(uint doc)
    {
        if (_list.Bitmap != null)
            return (int)(_list.Bitmap[doc >> 6] >> (int)(doc & 63) & 1) - 1;
        int block = _block;
        if (_list.LastDocs != null && (_list.LastDocs[block] < doc || (block > 0 && _list.LastDocs[block - 1] >= doc)))
        {
            block = FindBlock(doc);
            if (block == _list.BlockCount)
                return -1;
        }
        uint* docs = Decode(block);
        int at = FirstInBlock(docs, doc);
        return at < PostingsRules.BlockSize && docs[at] == doc ? block * PostingsRules.BlockSize + at : -1;
    }

    /// <summary>The documents of a packed list, a word for 64, up to the end of the last window; null until <see cref="MakeSet"/>.</summary>
    public ulong* Set { get; private set; }

    /// <summary>What <see cref="MakeSet"/> takes.</summary>
    public long BytesOfSet => PostingsRules.RangeCount(_list.MaxDoc, PostingsRules.CoarseShift) * (long)(1 << PostingsRules.CoarseShift) / 8;

    /// <summary>Leaves of some documents those that the list has.</summary>
    /// <remarks>For all of them the blocks are found first, so that the processor waits for many of them at once.</remarks>
    /// <param name="docs">The documents, ascending.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>How many are left.</returns>
    public int KeepCommon(uint* docs, int count)
    {
        int kept = 0;
        if (_list.Bitmap != null)
        {
            for (int i = 0; i < count; i++)
            {
                uint doc = docs[i];
                docs[kept] = doc;
                kept += (int)(_list.Bitmap[doc >> 6] >> (int)doc & 1);
            }
            return kept;
        }
        int* blocks = stackalloc int[FoundAtOnce];
        int block = count == 0 ? 0 : FindBlock(docs[0]);
        for (int first = 0; first < count; first += FoundAtOnce)
        {
            int end = Math.Min(count, first + FoundAtOnce);
            for (int i = first; i < end; i++)
            {
                blocks[i - first] = block = BlockFrom(block, docs[i]);
                if (block < _list.BlockCount && _isDecoded[block] == 0)
                    BlockDecoder.Prefetch(_list, block);
            }
            for (int i = first; i < end && blocks[i - first] < _list.BlockCount; i++)
            {
                uint doc = docs[i];
                uint* decoded = Decode(blocks[i - first]);
                int at = FirstInBlock(decoded, doc);
                docs[kept] = doc;
                kept += at < PostingsRules.BlockSize && decoded[at] == doc ? 1 : 0;
            }
        }
        return kept;
    }

    /// <summary>The place of a document in the list; negative when it does not have it. Cheapest of what was just asked for.</summary>
    public int PlaceOf(int doc)
    {
        if (_list.Bitmap != null)
        {
            ulong word = _list.Bitmap[doc >> 6];
            ulong bit = 1UL << doc;
            if ((word & bit) == 0)
                return -1;
            if (_range != doc >> 6 || _start < 0)
            {
                _range = doc >> 6;
                _mask = word;
                _start = Rank(_range);
            }
            return _start + BitOperations.PopCount(word & (bit - 1));
        }
        if (_range == doc >> 6)
        {
            ulong bit = 1UL << doc;
            return (_mask & bit) == 0 ? -1 : _start + BitOperations.PopCount(_mask & (bit - 1));
        }
        if (_doc != doc)
            LookUp(doc);
        return _start;
    }

    /// <summary>The places of some documents, as <see cref="PlaceOf"/> tells them.</summary>
    /// <param name="docs">The documents, in any order; cheapest where they ascend.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="places">Gets one for each.</param>
    public void PlacesOf(uint* docs, int count, int* places)
    {
        if (_list.Bitmap != null)
        {
            BitmapReader.PlacesOf(_list, docs, count, places);
            return;
        }
        // Where they are many blocks apart, these are not looked through.
        if (count == 0 || (long)(docs[count - 1] - docs[0]) * _list.BlockCount > (long)_list.MaxDoc * NearBlocks * count)
        {
            for (int i = 0; i < count; i++)
                places[i] = Find(docs[i]);
            return;
        }
        int block = FindBlock(docs[0]);
        for (int i = 0; i < count; i++)
        {
            uint doc = docs[i];
            // What windows leave, the best first, need not ascend.
            block = i > 0 && doc < docs[i - 1] ? FindBlock(doc) : BlockFrom(block, doc);
            if (block >= _list.BlockCount)
            {
                places[i] = -1;
                continue;
            }
            uint* decoded = Decode(block);
            int at = FirstInBlock(decoded, doc);
            places[i] = at < PostingsRules.BlockSize && decoded[at] == doc ? block * PostingsRules.BlockSize + at : -1;
        }
    }

    /// <summary>Asks for the memory that <see cref="PlaceOf"/> reads for a document, and in which its frequency is.</summary>
    public void PrefetchOf(uint doc)
    {
        if (_list.Bitmap != null)
        {
            if (Sse.IsSupported)
                Sse.Prefetch0(_list.Bitmap + (doc >> 6));
            return;
        }
        int block = FindBlock(doc);
        if (block < _list.BlockCount)
            BlockDecoder.Prefetch(_list, block);
    }

    /// <summary>The documents of a block of a packed list: 128, of which those behind the last are the largest number.</summary>
    public uint* Block(int block) => Decode(block);

    /// <summary>Copies the documents of a block of a packed list.</summary>
    /// <returns>How many there are.</returns>
    public int CopyBlock(int block, uint* docs)
    {
        int count = PostingsRules.BlockLength(_list.DocFreq, block);
        new Span<uint>(Decode(block), count).CopyTo(new Span<uint>(docs, count));
        return count;
    }

    /// <summary>The place of the first document of a packed list from <paramref name="target"/> on; the list's length when there is none. Decodes the block that it is in.</summary>
    public int FirstFrom(uint target)
    {
        int block = FindBlock(target);
        if (block == _list.BlockCount)
            return _list.DocFreq;
        return Math.Min(block * PostingsRules.BlockSize + FirstInBlock(Decode(block), target), _list.DocFreq);
    }

    /// <summary>Decodes the documents of a packed list from one to another.</summary>
    /// <param name="first">From this on.</param>
    /// <param name="end">Up to the one before this.</param>
    /// <param name="length">A multiple of eight: up to seven others stand in front of those that are asked for, and others or the largest number behind them.</param>
    /// <returns>Where they are; aligned to eight.</returns>
    public uint* Documents(uint first, uint end, out int length)
    {
        const int group = IntersectionKernels.GroupSize;
        int from = FirstFrom(first);
        length = 0;
        if (from == DocFreq)
            return _docs;
        int block = from >> 7;
        while (block + 1 < _list.BlockCount && _list.LastDocs[block] < end)
        {
            if (block + ReadAhead < _list.BlockCount)
                BlockDecoder.Prefetch(_list, block + ReadAhead);
            Decode(++block);
        }
        from &= ~(group - 1);
        int to = block * PostingsRules.BlockSize + FirstInBlock(_docs + (long)block * PostingsRules.BlockSize, end);
        length = (to - from + group - 1) & ~(group - 1);
        return _docs + from;
    }

    /// <summary>A document of a packed list; its block is decoded when it has not been yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Doc(int index)
    {
        int block = index >> 7;
        if (_isDecoded[block] == 0)
            Decode(block);
        return _docs[index];
    }

    /// <summary>Makes a set of all documents of a packed list, of a bit for each document of the segment: what is asked for often is found in it at once.</summary>
    public void MakeSet()
    {
        ulong* set = (ulong*)_arena.TakeZeroed(BytesOfSet);
        for (int block = 0; block < _list.BlockCount; block++)
        {
            uint* docs = Decode(block);
            int length = PostingsRules.BlockLength(_list.DocFreq, block);
            for (int i = 0; i < length; i++)
                set[docs[i] >> 6] |= 1UL << (int)docs[i];
        }
        Set = set;
    }

    /// <summary>Sets the bits of the documents in a window of 4,096.</summary>
    /// <param name="window">Its number.</param>
    /// <param name="words">64 words, all zero, the first document in the lowest bit of the first.</param>
    public void FillWindow(int window, ulong* words)
    {
        uint first = (uint)window << PostingsRules.CoarseShift;
        uint end = first + (1u << PostingsRules.CoarseShift);
        // Neighbours mostly fall into one word. In words of their own they need not wait for each other.
        ulong* odd = stackalloc ulong[RangeKernels.Count];
        new Span<ulong>(odd, RangeKernels.Count).Clear();
        for (int index = FirstFrom(first); index < _list.DocFreq; index = (index | 127) + 1)
        {
            uint* docs = Decode(index >> 7);
            int at = index & 127;
            // Behind the last document of a tail stands the largest number.
            for (; at < PostingsRules.BlockSize - 1 && docs[at + 1] < end; at += 2)
            {
                uint doc = docs[at], next = docs[at + 1];
                words[(doc >> 6) & 63] |= 1UL << (int)doc;
                odd[(next >> 6) & 63] |= 1UL << (int)next;
            }
            if (at == PostingsRules.BlockSize)
                continue;
            if (docs[at] < end)
                words[(docs[at] >> 6) & 63] |= 1UL << (int)docs[at];
            if (at < PostingsRules.BlockSize - 1 || docs[at] >= end)
                break;
        }
        Bits.Or(words, odd);
    }

    private void Start(in PostingsList list, ScratchArena arena)
    {
        _list = list;
        _arena = arena;
        _range = _doc = -1;
        _start = _block = 0;
        _mask = 0;
        _docs = null;
        _isDecoded = null;
        Set = null;
        // The one document stands in a block that needs no decoding.
        if (list.SingletonDoc >= 0)
            _list.BlockCount = 1;
        StartFrequencies();
        if (list.Bitmap != null)
        {
            int unused = list.MaxDoc & 63;
            if (unused != 0 && list.Bitmap[PostingsRules.RangeCount(list.MaxDoc, 6) - 1] >> unused != 0)
                throw list.Damaged("a bitmap has documents behind the last");
            return;
        }
        _docs = arena.TakeUInts((long)_list.BlockCount * PostingsRules.BlockSize);
        _isDecoded = arena.TakeZeroed(_list.BlockCount);
        if (list.SingletonDoc >= 0)
        {
            new Span<uint>(_docs, PostingsRules.BlockSize).Fill(uint.MaxValue);
            _docs[0] = (uint)list.SingletonDoc;
            _isDecoded[0] = 1;
        }
    }

    private ulong LookUp(int doc)
    {
        int index = Find((uint)doc);
        _range = -1;
        _doc = doc;
        _start = index;
        return _mask = index < 0 ? 0 : 1UL << doc;
    }

    private ulong LoadMask(int range)
    {
        uint first = (uint)range << 6;
        uint end = first + 64;
        _range = range;
        _doc = -1;
        int index = _start = FirstFrom(first);
        ulong mask = 0;
        for (; index < _list.DocFreq; index++)
        {
            uint doc = Doc(index);
            if (doc >= end)
                break;
            mask |= 1UL << (int)(doc & 63);
        }
        return _mask = mask;
    }

    /// <summary>The first block whose last document is not before one. The search starts at the block found last, because what is asked next is mostly near.</summary>
    private int FindBlock(uint target)
    {
        uint* lastDocs = _list.LastDocs;
        if (lastDocs == null)
            return 0;
        int count = _list.BlockCount;
        int low = 0, high = count;
        int hint = _block;
        if (lastDocs[hint] < target)
        {
            low = hint + 1;
            for (int step = 1; low + step < count; step <<= 1)
            {
                if (lastDocs[low + step] >= target)
                {
                    high = low + step + 1;
                    break;
                }
                low += step;
            }
        }
        else
        {
            if (hint == 0 || lastDocs[hint - 1] < target)
                return hint;
            high = hint;
        }
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (lastDocs[middle] < target)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < count)
            _block = low;
        return low;
    }

    /// <summary>As <see cref="FindBlock"/>, from the block of a document before on. The next is mostly within a few blocks; no branch depends on in which.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BlockFrom(int block, uint target)
    {
        uint* lastDocs = _list.LastDocs;
        if (!Vector256.IsHardwareAccelerated || lastDocs == null || block == _list.BlockCount)
            return FindBlock(target);
        // Behind the last of these numbers others of the list follow.
        uint isBefore = Vector256.LessThan(Vector256.Load(lastDocs + block), Vector256.Create(target)).ExtractMostSignificantBits();
        if (isBefore != byte.MaxValue)
            return Math.Min(block + BitOperations.TrailingZeroCount(~isBefore), _list.BlockCount);
        _block = block;
        return FindBlock(target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint* Decode(int block)
    {
        uint* docs = _docs + (long)block * PostingsRules.BlockSize;
        if (_isDecoded[block] == 0)
            DecodeNow(block, docs);
        return docs;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DecodeNow(int block, uint* docs)
    {
        BlockDecoder.Docs(_list, block, docs);
        _isDecoded[block] = 1;
    }

    /// <summary>The place of the first document of a block that is not below one: those below are counted, without a branch.</summary>
    private static int FirstInBlock(uint* docs, uint target)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            int at = 0;
            for (int step = PostingsRules.BlockSize / 2; step > 0; step >>= 1)
                at += docs[at + step - 1] < target ? step : 0;
            return at + (docs[at] < target ? 1 : 0);
        }
        // Which quarter first, then its 32 documents at once: four vectors, and each comparison that holds counts as minus 1 in its lane.
        int quarter = (docs[31] < target ? 32 : 0) + (docs[63] < target ? 32 : 0) + (docs[95] < target ? 32 : 0);
        docs += quarter;
        var wanted = Vector256.Create(target);
        var below = Vector256.LessThan(Vector256.Load(docs), wanted) + Vector256.LessThan(Vector256.Load(docs + 8), wanted)
            + Vector256.LessThan(Vector256.Load(docs + 16), wanted) + Vector256.LessThan(Vector256.Load(docs + 24), wanted);
        return quarter - (int)Vector256.Sum(below);
    }

    private int Rank(int range) => (int)Math.Min(BitmapReader.RankByWords(_list.Bitmap, _list.Ranks, range), int.MaxValue);
}
