using System.Runtime.CompilerServices;
using Lucene.Net.Store;

namespace Search.Core.Postings;

/// <summary>The maxima of one term on all levels, as they are gathered from its postings. Not thread-safe.</summary>
internal sealed unsafe class TermMaxima(int maxDoc)
{
    private readonly ListBlocks _blocks = new();
    private readonly BestPostings _best = new();
    private byte[] _levels = [];
    private int _coarseLength;
    private int _rangesLength;

    private int Ranges64Length { get; set; }

    private bool HasBest { get; set; }

    /// <summary>Writes what was gathered: coarse maxima, then those of ranges, then those of 64 documents where the ranges are smaller, each padded; then the best postings.</summary>
    public void Write(IndexOutput output)
    {
        output.WriteBytes(_levels, 0, _coarseLength + _rangesLength + Ranges64Length);
        if (HasBest)
            _best.Write(output);
    }

    /// <summary>Bytes of the maxima of a term.</summary>
    public static long LengthOf(int docFreq, int maxDoc)
    {
        int shift = PostingsRules.RangeShift(docFreq, maxDoc);
        return Padded(maxDoc, PostingsRules.CoarseShift) + Padded(maxDoc, shift) + (shift < PostingsRules.RangeShift64 ? Padded(maxDoc, PostingsRules.RangeShift64) : 0L);
    }

    /// <summary>Bytes of one level.</summary>
    public static int Padded(int maxDoc, int shift) => PostingsRules.PaddedLength(PostingsRules.RangeCount(maxDoc, shift));

    /// <summary>Gathers the maxima of a list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(in PostingsList list, ImpactCodes codes, FlatLengths lengths)
    {
        int shift = PostingsRules.RangeShift(list.DocFreq, maxDoc);
        _coarseLength = Padded(maxDoc, PostingsRules.CoarseShift);
        _rangesLength = Padded(maxDoc, shift);
        Ranges64Length = shift < PostingsRules.RangeShift64 ? Padded(maxDoc, PostingsRules.RangeShift64) : 0;
        int length = _coarseLength + _rangesLength + Ranges64Length;
        if (_levels.Length < length)
            _levels = new byte[length];
        _levels.AsSpan(0, length).Clear();
        var ranges = _levels.AsSpan(_coarseLength, _rangesLength);
        HasBest = PostingsRules.HasBest(list.DocFreq);
        _best.Start();
        _blocks.Start(list);
        while (_blocks.Next())
        {
            var docs = _blocks.Docs;
            var freqs = _blocks.Freqs;
            for (int i = 0; i < docs.Length; i++)
            {
                uint documentLength = lengths.Width == sizeof(ushort) ? ((ushort*)lengths.Address)[docs[i]] : ((uint*)lengths.Address)[docs[i]];
                byte code = codes.Of(freqs[i], documentLength);
                if (HasBest)
                    _best.Add(docs[i], freqs[i], documentLength, code, codes);
                ref byte maximum = ref ranges[(int)(docs[i] >> shift)];
                if (code > maximum)
                    maximum = code;
            }
        }

        Widen(ranges, shift, _levels.AsSpan(0, _coarseLength), PostingsRules.CoarseShift);
        if (Ranges64Length > 0)
            Widen(ranges, shift, _levels.AsSpan(_coarseLength + _rangesLength, Ranges64Length), PostingsRules.RangeShift64);
    }

    /// <summary>Takes the maxima of a level from those of a finer one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Widen(ReadOnlySpan<byte> fine, int fineShift, Span<byte> wide, int wideShift)
    {
        int count = PostingsRules.RangeCount(maxDoc, fineShift);
        for (int range = 0; range < count; range++)
        {
            ref byte maximum = ref wide[range >> (wideShift - fineShift)];
            maximum = Math.Max(maximum, fine[range]);
        }
    }
}
