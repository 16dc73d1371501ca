using System.Runtime.CompilerServices;
using Lucene.Net.Store;

namespace Search.Core.Postings;

/// <summary>
/// The list of one term while it is written. Its blocks stay packed in memory until the number of its documents is known, which decides
/// on their layout; positions go to their file block by block. Not thread-safe.
/// </summary>
internal sealed class ListWriter(IndexOutput documents, IndexOutput? positions, int maxDoc) : IDisposable
{
    private readonly uint[] _deltas = new uint[PostingsRules.BlockSize];
    private readonly uint[] _freqs = new uint[PostingsRules.BlockSize];
    private readonly BlockBuffer<byte> _blocks = new();
    private readonly BlockBuffer<uint> _offsets = new();
    private readonly BlockBuffer<uint> _lastDocs = new();
    private readonly BlockBuffer<uint> _posOffsets = new();
    private readonly BlockBuffer<uint> _positions = new();
    private readonly BlockBuffer<byte> _packed = new();
    private bool _hasFreqs;
    private bool _hasPositions;
    private long _posStart;
    private int _pending;

    /// <summary>Documents of the list so far.</summary>
    public int DocFreq { get; private set; }

    /// <summary>The document that was added last; -1 before the first.</summary>
    public int LastDoc { get; private set; } = -1;

    /// <summary>The one position of a list that has one, which its term holds itself; -1 for others.</summary>
    public int SingletonPosition { get; private set; } = -1;

    public void Start(bool hasFreqs, bool hasPositions)
    {
        _hasFreqs = hasFreqs;
        _hasPositions = hasPositions;
        _posStart = positions?.Position ?? 0;
        _pending = 0;
        DocFreq = 0;
        LastDoc = -1;
        SingletonPosition = -1;
        _blocks.Clear();
        _offsets.Clear();
        _lastDocs.Clear();
        _posOffsets.Clear();
        _positions.Clear();
    }

    /// <summary>Adds a document; its positions follow as differences.</summary>
    public void Add(int docId, int freq)
    {
        _deltas[_pending] = (uint)(docId - LastDoc - 1);
        _freqs[_pending] = (uint)(freq - 1);
        LastDoc = docId;
        DocFreq++;
    }

    /// <summary>Adds a position of the document: the first itself, then the difference from the one before.</summary>
    public void AddPosition(uint difference) => _positions.Add(difference);

    /// <summary>Adds all positions of the document.</summary>
    public void AddPositions(ReadOnlySpan<uint> differences) => differences.CopyTo(_positions.Reserve(differences.Length));

    /// <summary>Ends a document.</summary>
    public void EndDocument()
    {
        if (++_pending == PostingsRules.BlockSize)
            EndBlock();
    }

    /// <summary>Writes the list.</summary>
    public void Finish()
    {
        if (DocFreq == 1 && _positions.Count == 1)
        {
            SingletonPosition = (int)_positions.Items[0];
            return;
        }

        // The positions of a list without blocks stand behind its documents, so that one address leads to both.
        bool isShort = DocFreq < PostingsRules.BlockSize;
        if (_pending > 0 && DocFreq > 1)
            EndBlock();
        if (isShort && _hasPositions)
            PositionPacking.Add(_positions.Items, withCount: false, _blocks);
        if (isShort)
            Write(documents, _blocks.Items);
        else if (PostingsRules.IsBitmap(DocFreq, maxDoc))
            WriteBitmap();
        else
            WritePacked();
    }

    public void Dispose()
    {
        _blocks.Dispose();
        _offsets.Dispose();
        _lastDocs.Dispose();
        _posOffsets.Dispose();
        _positions.Dispose();
        _packed.Dispose();
    }

    private void WritePacked()
    {
        PostingsFiles.Write(documents, _lastDocs.Items);
        PostingsFiles.Write(documents, _offsets.Items);
        if (_hasPositions)
            PostingsFiles.Write(documents, _posOffsets.Items);
        PostingsFiles.Write(documents, (uint)_blocks.Count);
        Write(documents, _blocks.Items);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteBitmap()
    {
        ulong[] words = new ulong[PostingsRules.BitmapWords(maxDoc)];
        using var offsets = new BlockBuffer<uint>();
        using var freqs = new BlockBuffer<byte>();
        int doc = -1;
        for (int block = 0; block < _offsets.Count; block++)
        {
            int start = (int)_offsets.Items[block];
            int end = block + 1 < _offsets.Count ? (int)_offsets.Items[block + 1] : _blocks.Count;
            int docBytes = AddToBitmap(words, _blocks.Items[start..end], PostingsRules.BlockLength(DocFreq, block), ref doc);
            if (!_hasFreqs)
                continue;
            offsets.Add((uint)freqs.Count);
            freqs.Add(_blocks.Items[start + 1]);
            var packed = _blocks.Items[(start + 2 + docBytes)..end];
            packed.CopyTo(freqs.Reserve(packed.Length));
        }

        uint[] ranks = new uint[PostingsRules.RankCount(maxDoc)];
        uint rank = 0;
        for (int word = 0; word < words.Length; word++)
        {
            if (word % PostingsRules.WordsPerRank == 0)
                ranks[word / PostingsRules.WordsPerRank] = rank;
            rank += (uint)System.Numerics.BitOperations.PopCount(words[word]);
        }

        PostingsFiles.Write(documents, words);
        PostingsFiles.Write(documents, ranks);
        if (!_hasFreqs)
            return;
        PostingsFiles.Write(documents, offsets.Items);
        if (_hasPositions)
            PostingsFiles.Write(documents, _posOffsets.Items);
        PostingsFiles.Write(documents, (uint)freqs.Count);
        Write(documents, freqs.Items);
    }

    /// <summary>Sets the bits of a block of ours; gives the bytes of its documents.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe int AddToBitmap(ulong[] words, ReadOnlySpan<byte> block, int count, ref int doc)
    {
        int width = block[0];
        var packed = block[(_hasFreqs ? 2 : 1)..];
        int bytes = BlockBytes(count, width);
        uint* deltas = stackalloc uint[PostingsRules.BlockSize];
        // A number is loaded with the seven bytes behind it, which the last ones of a buffer would not have.
        byte* aligned = stackalloc byte[BitPacking.VerticalBytes(BitPacking.MaxWidth) + sizeof(ulong)];
        packed[..bytes].CopyTo(new Span<byte>(aligned, bytes));
        if (count == PostingsRules.BlockSize)
            BitPacking.Unpack128(aligned, width, deltas);
        for (int i = 0; i < count; i++)
        {
            doc += 1 + (int)(count == PostingsRules.BlockSize ? deltas[i] : BitPacking.ReadHorizontal(aligned, i, width));
            words[doc >> 6] |= 1UL << doc;
        }

        return bytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EndBlock()
    {
        _offsets.Add((uint)_blocks.Count);
        _lastDocs.Add((uint)LastDoc);
        int docWidth = BitPacking.Width(_deltas.AsSpan(0, _pending));
        _blocks.Add((byte)docWidth);
        int freqWidth = _blocks.Count;
        if (_hasFreqs)
            _blocks.Add(0);
        Pack(_deltas, docWidth);
        if (_hasFreqs)
        {
            // The buffer may move while it is packed into.
            byte width = PackFreqs();
            _blocks.Writable[freqWidth] = width;
        }

        bool isFull = _pending == PostingsRules.BlockSize || DocFreq > PostingsRules.BlockSize;
        _pending = 0;
        if (!_hasPositions || !isFull)
            return;
        _posOffsets.Add(checked((uint)(positions!.Position - _posStart)));
        _packed.Clear();
        PositionPacking.Add(_positions.Items, withCount: true, _packed);
        Write(positions, _packed.Items);
        _positions.Clear();
    }

    /// <summary>Packs the frequencies of a block but for a few large ones, whose upper bits follow; gives the width and their number in one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte PackFreqs()
    {
        int width = PositionPacking.ChooseWidth(_freqs.AsSpan(0, _pending), PositionBlocks.MaxExceptions);
        uint mask = (1u << width) - 1;
        Span<byte> upper = stackalloc byte[PositionBlocks.ExceptionSize * PositionBlocks.MaxExceptions];
        int exceptions = 0;
        for (int i = 0; i < _pending; i++)
        {
            if (_freqs[i] <= mask)
                continue;
            upper[PositionBlocks.ExceptionSize * exceptions] = (byte)i;
            upper[PositionBlocks.ExceptionSize * exceptions++ + 1] = (byte)(_freqs[i] >> width);
            _freqs[i] &= mask;
        }

        Pack(_freqs, width);
        upper[..(PositionBlocks.ExceptionSize * exceptions)].CopyTo(_blocks.Reserve(PositionBlocks.ExceptionSize * exceptions));
        return (byte)(width | exceptions << PositionBlocks.WidthBits);
    }

    private void Pack(uint[] values, int width)
    {
        var room = _blocks.Reserve(BlockBytes(_pending, width));
        if (_pending == PostingsRules.BlockSize)
            BitPacking.Pack128(values, width, room);
        else
            BitPacking.PackHorizontal(values.AsSpan(0, _pending), width, room);
    }

    private static void Write(IndexOutput output, ReadOnlySpan<byte> bytes)
    {
        const int ChunkSize = 64 * 1024;
        byte[] chunk = System.Buffers.ArrayPool<byte>.Shared.Rent(ChunkSize);
        for (; bytes.Length > 0; bytes = bytes[Math.Min(ChunkSize, bytes.Length)..])
        {
            var part = bytes[..Math.Min(ChunkSize, bytes.Length)];
            part.CopyTo(chunk);
            output.WriteBytes(chunk, 0, part.Length);
        }

        System.Buffers.ArrayPool<byte>.Shared.Return(chunk);
    }

    private static int BlockBytes(int count, int width) =>
        count == PostingsRules.BlockSize ? BitPacking.VerticalBytes(width) : (int)BitPacking.HorizontalBytes(count, width);
}
