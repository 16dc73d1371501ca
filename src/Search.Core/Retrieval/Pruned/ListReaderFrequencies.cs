using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>How often documents have the term, and where, by their places in the list.</summary>
internal sealed unsafe partial class ListReader
{
    private uint* _freqs;
    private uint* _freqSums;
    private int _freqBlock;
    private int _sumBlock;

    /// <summary>How often some documents have the term.</summary>
    /// <param name="places">Their places in the list; negative where they do not have it.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="freqs">Gets one for each.</param>
    public void Freqs(int* places, int count, int* freqs)
    {
        for (int i = 0; i < count; i++)
            freqs[i] = places[i] < 0 ? 0 : Freq(places[i]);
    }

    /// <summary>How often a document has the term.</summary>
    /// <param name="index">Its place in the list.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Freq(int index)
    {
        if (_list.SingletonDoc >= 0)
            return (int)_list.TotalTermFreq;
        return _list.HasFreqs ? BlockDecoder.Freq(_list, index) : 1;
    }

    /// <summary>The frequencies of a block's documents, all 1 where the field has none.</summary>
    /// <param name="block">Which block.</param>
    /// <param name="freqs">Has room for 128; what stands behind the last is of no meaning.</param>
    public void FreqsOfBlock(int block, uint* freqs)
    {
        if (_list.HasFreqs)
            BlockDecoder.Freqs(_list, block, freqs);
        else
            new Span<uint>(freqs, PostingsRules.BlockSize).Fill(1);
    }

    /// <summary>As <see cref="Freq"/>, at less cost where more documents of the same block are asked for.</summary>
    public int FreqNear(int index)
    {
        if (index < 0)
            return Freq(index);
        if (index >> 7 != _freqBlock)
        {
            // Of a bitmap's block, many documents mostly are.
            if (_list.Bitmap == null || !_list.HasFreqs || _freqs == null)
                return Freq(index);
            LoadFreqs(index);
        }
        return (int)_freqs[index & 127];
    }

    /// <summary>The positions of a document; as many as its frequency.</summary>
    public void Positions(int index, Span<int> positions)
    {
        if (index >> 7 != _freqBlock || (uint)index >= (uint)_list.DocFreq)
            LoadFreqs(index);
        BlockDecoder.Positions(_list, index >> 7, SumBefore(index & 127), positions);
    }

    /// <summary>How often documents have the term, and how often those of its block before each have.</summary>
    /// <param name="places">Their places in the list.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="freqs">Gets one for each.</param>
    /// <param name="before">Gets one for each.</param>
    /// <param name="isDense">Whether many of them are of the same blocks.</param>
    /// <exception cref="Lucene.Net.Index.CorruptIndexException">More often than all documents together.</exception>
    public void FreqsAndBefore(int* places, int count, int* freqs, uint* before, bool isDense)
    {
        // The last block may not be full.
        int apart = isDense || !_list.HasFreqs ? 0 : count;
        while (apart > 0 && (places[apart - 1] | 127) >= _list.DocFreq)
            apart--;
        FrequencySums.Read(_list, places, apart, freqs, before);
        for (int i = apart; i < count; i++)
        {
            int index = places[i];
            if (index >> 7 != _sumBlock || (uint)index >= (uint)_list.DocFreq)
                LoadSums(index);
            uint* sum = _freqSums + (index & 127);
            freqs[i] = (int)(sum[1] - sum[0]);
            before[i] = sum[0];
        }
        // More than all would lead positions without bits out of the memory taken for them.
        long most = _list.TotalTermFreq;
        for (int i = 0; i < count; i++)
        {
            if (freqs[i] <= 0 || freqs[i] > most)
                throw TooMany(freqs[i]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Exception TooMany(int freq) => _list.Damaged($"a document has {freq} of {_list.TotalTermFreq} occurrences");

    /// <summary>Adds up the frequencies of a block: with the sum before each document, none has to be added up for it.</summary>
    private void LoadSums(int index)
    {
        if (_freqSums == null)
            _freqSums = _arena.TakeUInts(PostingsRules.BlockSize + 1);
        _sumBlock = -1;
        if (!_list.HasFreqs || (index | 127) >= _list.DocFreq || !BlockDecoder.TryAddUpFreqs(_list, index >> 7, _freqSums))
        {
            if (index >> 7 != _freqBlock || (uint)index >= (uint)_list.DocFreq)
                LoadFreqs(index);
            *_freqSums = 0;
            BitPacking.AddUp(_freqs, PostingsRules.BlockSize, 0, _freqSums + 1);
        }
        _sumBlock = index >> 7;
    }

    /// <summary>As <see cref="Positions"/>, of a document whose frequency and <see cref="FreqsAndBefore"/> are known: the first position and the differences of the others from the one before.</summary>
    public void DifferencesAt(int index, long before, Span<int> differences) => PositionBlocks.ReadDifferences(_list, index >> 7, before, differences);

    /// <summary>Asks for the memory in which the frequencies of the blocks of places are, whose documents were read.</summary>
    public void PrefetchFreqs(int* places, int count)
    {
        for (int i = 0, before = -1; i < count; i++)
        {
            int block = places[i] >> 7;
            if (block == before || (uint)block >= (uint)_list.BlockCount)
                continue;
            BlockDecoder.PrefetchFreqs(_list, block);
            before = block;
        }
    }

    /// <summary>As <see cref="Positions"/>, of a document whose <see cref="FreqsAndBefore"/> is known.</summary>
    public void PositionsAt(int index, long before, Span<int> positions) => BlockDecoder.Positions(_list, index >> 7, before, positions);

    /// <summary>Asks for the memory in which the positions of a document are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchPositions(int index, long before) => BlockDecoder.PrefetchPositions(_list, index >> 7, before);

    private void LoadFreqs(int index)
    {
        if ((uint)index >= (uint)_list.DocFreq)
            throw _list.Damaged("a document's place lies behind the end of its list");
        _freqBlock = -1;
        BlockDecoder.Freqs(_list, index >> 7, _freqs);
        _freqBlock = index >> 7;
    }

    /// <summary>The occurrences in a block's documents before one: whole vectors, and of the last the lanes before it.</summary>
    private long SumBefore(int at)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            long scalar = 0;
            for (int i = 0; i < at; i++)
                scalar += _freqs[i];
            return scalar;
        }
        var sum = Vector256<uint>.Zero;
        int whole = at & ~7;
        for (int i = 0; i < whole; i += 8)
            sum += Vector256.Load(_freqs + i);
        if (whole < at)
        {
            var lanes = Vector256.LessThan(Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7), Vector256.Create((uint)(at - whole)));
            sum += Vector256.Load(_freqs + whole) & lanes;
        }
        return Vector256.Sum(sum);
    }

    private void StartFrequencies()
    {
        _freqBlock = _sumBlock = -1;
        _freqSums = null;
        _freqs = _list.HasPositions ? _arena.TakeUInts(PostingsRules.BlockSize) : null;
    }
}
