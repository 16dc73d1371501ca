namespace Search.Core.Retrieval;

/// <summary>The bounds of a leaf of which all documents have one or more terms: its weight times the least of their codes. All the terms' codes are in the index.</summary>
internal sealed unsafe class RangeBounds
{
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

    /// <summary>The bound of a document that has the terms.</summary>
    public int Of(int doc)
    {
        int code = ScoreUnits.MaxCode;
        foreach (var term in _terms)
            code = Math.Min(code, term.IsRanged ? term.CodeNear(doc) : ScoreUnits.MaxCode);
        return ScoreUnits.Bound(code, _unitWeight);
    }
}
