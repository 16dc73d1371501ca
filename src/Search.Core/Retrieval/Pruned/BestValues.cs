using System.Numerics;
using Search.Core.Postings;
using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>
/// Finds the first documents in the order of a numeric value, over all segments: the windows of 4,096 documents whose values come first are looked
/// at first, and when enough documents are kept, a window that cannot have an earlier one ends the search. Only the documents kept are scored.
/// </summary>
internal sealed unsafe class BestValues
{
    /// <summary>After how many windows the budget is asked.</summary>
    private const int BudgetInterval = 16;

    /// <summary>After how many documents of a list.</summary>
    private const int ListInterval = 4_096;

    /// <summary>A list that all documents are in is read from end to end when it has at most this part of the segment's.</summary>
    private const int ShortPart = 256;

    private readonly List<SegmentPlan> _segments;
    private readonly ValueColumn?[] _columns;
    private readonly WindowMatches[] _matches;
    private readonly bool[] _isDone;
    private readonly TopValues _top;
    private int _visited;

    /// <param name="segments">In the order of the snapshot.</param>
    /// <param name="order">By a number.</param>
    /// <param name="count">How many documents are wanted; 1 or more.</param>
    /// <param name="after">The document that they come after; null for the first ones.</param>
    public BestValues(List<SegmentPlan> segments, HitOrder order, int count, SortValue? after)
    {
        _segments = segments;
        _columns = new ValueColumn?[segments.Count];
        _matches = new WindowMatches[segments.Count];
        _isDone = new bool[segments.Count];
        for (int i = 0; i < segments.Count; i++)
        {
            _columns[i] = ValueColumn.Of(segments[i].Reader, order.Field);
            _matches[i] = new WindowMatches(segments[i]);
        }
        _top = new TopValues(count, order.Descending, after is null ? null : new ValuedDocument(after.HasValue, after.Number, after.DocId, -1));
    }

    /// <summary>Finds them.</summary>
    /// <returns>False when the budget ran out.</returns>
    public bool Run(SearchBudget budget) => FindInLists(budget) && FindWithValue(budget) && FindWithoutValue(budget);

    /// <summary>What was found, in order, with scores. Once.</summary>
    public ScoredDocument[] Score()
    {
        var found = _top.ToArray();
        var scored = new ScoredDocument[found.Length];
        int[] places = new int[found.Length];
        for (int i = 0; i < places.Length; i++)
            places[i] = i;
        // By number, because neighbours share decoded blocks.
        Array.Sort(places, (x, y) => found[x].DocId.CompareTo(found[y].DocId));
        ExactScorer? scorer = null;
        int segment = -1;
        foreach (int place in places)
        {
            var document = found[place];
            if (segment != document.Segment)
            {
                segment = document.Segment;
                scorer = new ExactScorer(_segments[segment]);
            }
            scored[place] = new ScoredDocument(document.DocId, scorer!.Score(document.DocId - _segments[segment].DocBase));
        }
        return scored;
    }

    /// <summary>Visits the segments where one short list has all documents.</summary>
    private bool FindInLists(SearchBudget budget)
    {
        for (int i = 0; i < _segments.Count; i++)
        {
            int most = _segments[i].MaxDoc / ShortPart;
            if (RequiredLists.Find(_segments[i].Root!, most, most) is not { Count: 1 } lists)
                continue;
            if (!VisitList(i, lists[0].Reader, budget))
                return false;
            _isDone[i] = true;
        }
        return true;
    }

    private bool VisitList(int segment, ListReader list, SearchBudget budget)
    {
        var (plan, column) = (_segments[segment], _columns[segment]);
        var root = plan.Root!;
        for (int index = 0; index < list.DocFreq; index++)
        {
            if (index % ListInterval == ListInterval - 1 && budget.IsExceeded())
                return false;
            int doc = (int)list.Doc(index);
            uint code = column is null ? 0 : column.Codes[doc];
            var document = new ValuedDocument(code > 0, code > 0 ? column!.Coding.Value(code) : 0, plan.DocBase + doc, segment);
            if (!_top.Takes(document) || (plan.LiveDocs is not null && !plan.LiveDocs.Get(doc)))
                continue;
            list.SetDocument(doc, index);
            root.LoadDocument(doc);
            if (root.Matches(doc, doc & 63))
                _top.Add(document);
        }
        return true;
    }

    /// <summary>Visits the windows of all segments in the order of their first values.</summary>
    private bool FindWithValue(SearchBudget budget)
    {
        if (_top.After is { HasValue: false })
            return true;
        int[] next = new int[_segments.Count];
        while (true)
        {
            int segment = -1;
            ValuedDocument first = default;
            for (int i = 0; i < next.Length; i++)
            {
                if (_isDone[i] || _columns[i] is not { } column || next[i] == column.Windows(_top.IsDescending).Length)
                    continue;
                var candidate = FirstOf(i, column.Windows(_top.IsDescending)[next[i]]);
                if (segment < 0 || new ByNumber(_top.IsDescending).Compare(candidate, first) < 0)
                    (segment, first) = (i, candidate);
            }
            if (segment < 0 || !_top.Takes(first))
                return true;
            if (IsExceeded(budget))
                return false;
            VisitWithValue(segment, _columns[segment]!.Windows(_top.IsDescending)[next[segment]++]);
        }
    }

    /// <summary>What comes no later than any document of a window.</summary>
    private ValuedDocument FirstOf(int segment, int window)
    {
        var column = _columns[segment]!;
        uint code = _top.IsDescending ? column.Largest(window) : column.Least(window);
        return new ValuedDocument(true, column.Coding.Value(code), _segments[segment].DocBase + (window << PostingsRules.CoarseShift), segment);
    }

    private void VisitWithValue(int segment, int window)
    {
        var (matches, column) = (_matches[segment], _columns[segment]!);
        var (low, high) = Allowed(column);
        if (column.Least(window) > high || column.Largest(window) < low || !matches.Load(window))
            return;
        bool isNew = true;
        for (int i = 0; i < RangeKernels.Count; i++)
        {
            ulong wanted = matches.May(i);
            if (wanted == 0)
                continue;
            if (isNew && _top.IsFull)
            {
                (low, high) = Wanted(column);
                isNew = false;
            }
            if (high == 0 || low > column.Coding.Last)
                return;
            int first = (window * RangeKernels.Count + i) << 6;
            uint* codes = column.Codes + first;
            wanted &= ValueKernels.Mask(codes, high, codes, low);
            if (wanted == 0)
                continue;
            for (ulong left = matches.Matching(i, wanted); left != 0; left &= left - 1)
            {
                int bit = BitOperations.TrailingZeroCount(left);
                var document = new ValuedDocument(true, column.Coding.Value(codes[bit]), _segments[segment].DocBase + first + bit, segment);
                if (_top.Takes(document))
                {
                    _top.Add(document);
                    isNew = true;
                }
            }
        }
    }

    /// <summary>The codes of a column whose documents can come after the given one, its own included.</summary>
    private (uint Low, uint High) Allowed(ValueColumn column)
    {
        if (_top.After is not { } after)
            return (1, column.Coding.Last);
        return _top.IsDescending ? (1, column.Coding.CodeUpTo(after.Value)) : (column.Coding.CodeFrom(after.Value), column.Coding.Last);
    }

    /// <summary>Those of them that can be taken, the last one's own included.</summary>
    private (uint Low, uint High) Wanted(ValueColumn column)
    {
        var (low, high) = Allowed(column);
        var worst = _top.Worst;
        if (!worst.HasValue)
            return (low, high);
        return _top.IsDescending ? (Math.Max(low, column.Coding.CodeFrom(worst.Value)), high) : (low, Math.Min(high, column.Coding.CodeUpTo(worst.Value)));
    }

    /// <summary>Fills up with documents without the value, in the order of their numbers.</summary>
    private bool FindWithoutValue(SearchBudget budget)
    {
        for (int segment = 0; segment < _segments.Count; segment++)
        {
            if (_isDone[segment])
                continue;
            var (matches, column) = (_matches[segment], _columns[segment]);
            for (int window = 0; window < matches.WindowCount && _top.Takes(WithoutValue(segment, window << PostingsRules.CoarseShift)); window++)
            {
                if (column is not null && column.IsComplete(window))
                    continue;
                if (IsExceeded(budget))
                    return false;
                if (matches.Load(window))
                    VisitWithoutValue(segment, window);
            }
        }
        return true;
    }

    private void VisitWithoutValue(int segment, int window)
    {
        var (matches, column) = (_matches[segment], _columns[segment]);
        for (int i = 0; i < RangeKernels.Count; i++)
        {
            int first = (window * RangeKernels.Count + i) << 6;
            ulong wanted = matches.May(i);
            if (wanted != 0 && column is not null)
                wanted &= ValueKernels.Absent(column.Codes + first);
            if (wanted == 0)
                continue;
            if (!_top.Takes(WithoutValue(segment, first)))
                return;
            for (ulong left = matches.Matching(i, wanted); left != 0; left &= left - 1)
                _top.Add(WithoutValue(segment, first + BitOperations.TrailingZeroCount(left)));
        }
    }

    private ValuedDocument WithoutValue(int segment, int doc) => new(false, 0, _segments[segment].DocBase + doc, segment);

    private bool IsExceeded(SearchBudget budget) => ++_visited % BudgetInterval == 0 && budget.IsExceeded();
}
