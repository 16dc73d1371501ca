using System.Numerics;
using Lucene.Net.Index;

namespace Search.Core.Retrieval;

/// <summary>Takes the documents that match a plan, a window of 4,096 at a time.</summary>
internal interface IMatchVisitor
{
    /// <summary>The windows that follow are of this segment.</summary>
    void Enter(AtomicReaderContext segment);

    /// <summary>Takes a window that has documents.</summary>
    /// <param name="window">Which window of the segment; they come in ascending order.</param>
    /// <param name="words">64 words of 64 documents, the first document in the lowest bit. Valid during the call.</param>
    void Visit(int window, ReadOnlySpan<ulong> words);
}

/// <summary>
/// Gives all documents of a plan as sets of bits, deleted ones left out, without scores or order. Segments of our codec are read 64 documents at
/// once; any other one cursor by cursor, with the same result.
/// </summary>
internal static class MatchWindows
{
    /// <summary>Documents of a window, as a power of two.</summary>
    public const int Shift = 12;

    /// <summary>Words of a window.</summary>
    public const int Words = 1 << (Shift - 6);

    /// <summary>After how many windows the budget is asked.</summary>
    private const int BudgetInterval = 16;

    /// <summary>Gives a visitor all documents.</summary>
    /// <param name="reader">The snapshot that the plan was made for.</param>
    /// <param name="plan">What to retrieve.</param>
    /// <param name="visitor">Takes them.</param>
    /// <param name="budget">When to stop.</param>
    /// <returns>False when the budget ran out before all were given.</returns>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static bool Visit(IndexReader reader, QueryPlan plan, IMatchVisitor visitor, SearchBudget budget)
    {
        using var arena = ScratchArena.Rent();
        using var scratch = new ScratchBuffers();
        bool isCovered = SegmentPlan.Covers(plan.Root);
        foreach (var leaf in reader.Leaves)
        {
            bool isComplete = isCovered && SegmentPlan.TryOpen(plan, leaf, arena) is { } segment
                ? VisitWindows(segment, leaf, visitor, budget)
                : VisitCursor(plan.Root, new Segment(leaf, scratch), leaf, visitor, budget);
            if (!isComplete)
                return false;
        }
        return true;
    }

    private static bool VisitWindows(SegmentPlan segment, AtomicReaderContext leaf, IMatchVisitor visitor, SearchBudget budget)
    {
        if (segment.Root is null)
            return true;
        visitor.Enter(leaf);
        Span<ulong> words = stackalloc ulong[Words];
        var matches = new WindowMatches(segment);
        for (int window = 0; window < matches.WindowCount; window++)
        {
            if (window % BudgetInterval == 0 && budget.IsExceeded())
                return false;
            if (!matches.Load(window))
                continue;
            ulong any = 0;
            for (int i = 0; i < Words; i++)
            {
                ulong may = matches.May(i);
                any |= words[i] = may == 0 ? 0 : matches.Matching(i, may);
            }
            if (any != 0)
                visitor.Visit(window, words);
        }
        // The pointers into columns of values are good until here.
        GC.KeepAlive(segment);
        return true;
    }

    private static bool VisitCursor(PlanNode root, Segment segment, AtomicReaderContext leaf, IMatchVisitor visitor, SearchBudget budget)
    {
        if (CursorFactory.Open(root, segment) is not { } cursor)
            return true;
        visitor.Enter(leaf);
        Span<ulong> words = stackalloc ulong[Words];
        int visited = 0;
        int doc = cursor.Next();
        while (doc != Cursor.End)
        {
            if (visited++ % BudgetInterval == 0 && budget.IsExceeded())
                return false;
            int window = doc >> Shift;
            int end = (window + 1) << Shift;
            bool any = false;
            words.Clear();
            for (; doc < end; doc = cursor.Next())
            {
                if (!cursor.Matches())
                    continue;
                words[(doc >> 6) & (Words - 1)] |= 1UL << doc;
                any = true;
            }
            if (any)
                visitor.Visit(window, words);
        }
        return true;
    }

    /// <summary>How many documents a window has.</summary>
    public static int Count(ReadOnlySpan<ulong> words)
    {
        int count = 0;
        foreach (ulong word in words)
            count += BitOperations.PopCount(word);
        return count;
    }
}
