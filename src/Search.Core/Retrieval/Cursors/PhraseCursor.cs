using Lucene.Net.Util;

namespace Search.Core.Retrieval;

/// <summary>Walks the documents with a phrase: candidates have all its terms, <see cref="Matches"/> looks at the positions.</summary>
internal sealed class PhraseCursor : LeafCursor
{
    private readonly ScratchBuffers _scratch;
    private readonly TermPositions[] _distinct;
    private readonly TermPositions[] _slots;
    private readonly int[] _order;
    private readonly Comparison<int> _byFreq;
    private readonly SloppyPhrase? _sloppy;
    private int[] _starts = [];
    private int _checkedDoc = -1;
    private double _freq;

    private PhraseCursor(PhrasePlan plan, Segment segment, TermPositions[] slots)
        : base(plan, segment.Lengths(plan.Scoring.LengthsField))
    {
        _scratch = segment.Scratch;
        _slots = slots;
        _distinct = [.. slots.Distinct().OrderBy(term => term.Cost)];
        _order = [.. Enumerable.Range(0, slots.Length)];
        _byFreq = (x, y) => _slots[x].Freq.CompareTo(_slots[y].Freq);
        _sloppy = plan.Slop > 0 ? new SloppyPhrase(slots, plan.Slop) : null;
    }

    /// <summary>Null when the segment lacks one of the terms.</summary>
    public static PhraseCursor? Open(PhrasePlan plan, Segment segment)
    {
        var slots = new TermPositions[plan.Terms.Count];
        var byTerm = new Dictionary<BytesRef, TermPositions>();
        for (int i = 0; i < slots.Length; i++)
        {
            var term = plan.Terms[i];
            if (!byTerm.TryGetValue(term.Bytes, out var positions))
            {
                if (segment.Positions(term) is not { } postings)
                    return null;
                byTerm[term.Bytes] = positions = new TermPositions(postings, segment.DocFreq(term), segment.Scratch);
            }
            slots[i] = positions;
        }
        return new PhraseCursor(plan, segment, slots);
    }

    public override long Cost => _distinct[0].Cost;

    public override int Next() => Align(_distinct[0].Next());

    public override int Advance(int target) => Align(_distinct[0].Advance(target));

    public override bool Matches()
    {
        if (_checkedDoc != DocId)
        {
            _freq = _sloppy?.Freq() ?? CountOccurrences();
            _checkedDoc = DocId;
        }
        return _freq > 0;
    }

    protected override double Freq() => _freq;

    private int Align(int doc)
    {
        for (int i = 1; i < _distinct.Length && doc != End; i++)
        {
            if (_distinct[i].DocId < doc)
                _distinct[i].Advance(doc);
            if (_distinct[i].DocId > doc)
            {
                doc = _distinct[i].DocId == End ? End : _distinct[0].Advance(_distinct[i].DocId);
                i = 0;
            }
        }
        return DocId = doc;
    }

    /// <summary>Keeps those starts of the phrase that each of its terms agrees to, the rarest in the document first. A term that stands twice at a position begins no second phrase there.</summary>
    private int CountOccurrences()
    {
        Array.Sort(_order, _byFreq);
        var first = _slots[_order[0]].Load();
        _scratch.Grow(ref _starts, first.Length);
        int count = 0;
        for (int i = 0; i < first.Length; i++)
        {
            _starts[count] = first[i] - _order[0];
            count += i == 0 || first[i] != first[i - 1] ? 1 : 0;
        }
        for (int i = 1; i < _order.Length && count > 0; i++)
            count = Intersect(_starts.AsSpan(0, count), _slots[_order[i]].Load(), _order[i]);
        return count;
    }

    private static int Intersect(Span<int> starts, ReadOnlySpan<int> positions, int offset)
    {
        int kept = 0;
        int at = 0;
        foreach (int start in starts)
        {
            while (at < positions.Length && positions[at] < start + offset)
                at++;
            if (at == positions.Length)
                break;
            if (positions[at] == start + offset)
                starts[kept++] = start;
        }
        return kept;
    }
}
