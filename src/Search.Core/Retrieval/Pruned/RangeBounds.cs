namespace Search.Core.Retrieval;

/// <summary>The bounds of a leaf of which all documents have one or more terms: its weight times the least of their codes. All the terms' codes are in the index.</summary>
internal sealed unsafe class RangeBounds
{
    /// <summary>More than all bounds together, and little enough for as many leaves as there can be.</summary>
    private const int MissingTerm = 1 << 17;

    /// <summary>For so many documents the codes of several terms are taken together.</summary>
    private const int AtOnce = 128;

    private readonly SegmentTerm[] _terms;
    private readonly ushort _unitWeight;
    private readonly byte* _codes;

    /// <param name="leaf">A term or a phrase.</param>
    /// <param name="arena">Scratch memory.</param>
    public RangeBounds(ScoringLeaf leaf, ScratchArena arena)
    {
        _terms = leaf is PhraseLeaf phrase ? phrase.Terms.ToArray() : [((TermLeaf)leaf).Term];
        _unitWeight = leaf.UnitWeight;
        _codes = arena.Take(RangeKernels.Count);
    }

    /// <summary>Adds the bounds of the 64 ranges of a window.</summary>
    /// <returns>In which ranges all terms are, the first in the lowest bit.</returns>
    public ulong AddFine(int window, ushort* sums)
    {
        byte* codes = _terms[0].WindowNear(window);
        ulong possible = RangeKernels.NonZero(codes);
        if (_terms.Length > 1)
        {
            Buffer.MemoryCopy(codes, _codes, RangeKernels.Count, RangeKernels.Count);
            codes = _codes;
            for (int i = 1; i < _terms.Length; i++)
                RangeKernels.Min(codes, _terms[i].WindowNear(window));
            possible = RangeKernels.NonZero(codes);
        }
        RangeKernels.AddWeighted(sums, codes, _unitWeight);
        return possible;
    }

    /// <summary>Adds the bounds of 64 windows.</summary>
    /// <returns>In which windows all terms are.</returns>
    public ulong AddCoarse(int chunk, ushort* sums)
    {
        Buffer.MemoryCopy(_terms[0].Coarse + chunk * RangeKernels.Count, _codes, RangeKernels.Count, RangeKernels.Count);
        for (int i = 1; i < _terms.Length; i++)
            RangeKernels.Min(_codes, _terms[i].Coarse + chunk * RangeKernels.Count);
        RangeKernels.AddWeighted(sums, _codes, _unitWeight);
        return RangeKernels.NonZero(_codes);
    }

    /// <summary>Adds the bounds of documents; where a code says that one of the terms is missing, so little that no sum makes up for it.</summary>
    /// <param name="docs">The documents.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="sums">One for each.</param>
    public void Add(uint* docs, int count, int* sums)
    {
        if (_terms is [{ IsRanged: true } term])
        {
            BoundKernels.Add(docs, count, sums, term.Reader.List.Ranges, term.Reader.List.RangeShift, _unitWeight, 0, MissingTerm);
            return;
        }
        // Of the codes of some documents together, so that each term's are read one after the other.
        int* least = stackalloc int[AtOnce];
        for (int from = 0; from < count; from += AtOnce)
        {
            int some = Math.Min(AtOnce, count - from);
            new Span<int>(least, some).Fill(ScoreUnits.MaxCode);
            foreach (var each in _terms)
            {
                if (each.IsRanged)
                    BoundKernels.TakeLess(docs + from, some, least, each.Reader.List.Ranges, each.Reader.List.RangeShift);
            }
            BoundKernels.AddOf(least, some, sums + from, _unitWeight, MissingTerm);
        }
    }
}
