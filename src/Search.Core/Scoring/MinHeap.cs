using System.Numerics;

namespace Search.Core.Scoring;

/// <summary>The largest of numbers, the least of them first: a binary heap in memory of the caller's. For items with an order of their own there is <see cref="TopQueue{TItem, TOrder}"/>.</summary>
internal static class MinHeap
{
    /// <summary>Adds a number.</summary>
    /// <param name="heap">The heap, with room for the number at its end.</param>
    /// <param name="item">The number.</param>
    public static void Add<T>(Span<T> heap, T item)
        where T : IComparisonOperators<T, T, bool>
    {
        int at = heap.Length - 1;
        while (at > 0)
        {
            int parent = (at - 1) >> 1;
            if (item >= heap[parent])
                break;
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = item;
    }

    /// <summary>Puts a number in the place of the least.</summary>
    /// <param name="heap">The heap; not empty.</param>
    /// <param name="item">The number.</param>
    public static void ReplaceLeast<T>(Span<T> heap, T item)
        where T : IComparisonOperators<T, T, bool>
    {
        int at = 0;
        for (int child = 1; child < heap.Length; child = 2 * at + 1)
        {
            if (child + 1 < heap.Length)
                child += heap[child + 1] < heap[child] ? 1 : 0;
            if (item <= heap[child])
                break;
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = item;
    }
}
