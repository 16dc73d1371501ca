namespace Search.Core.Scoring;

/// <summary>Keeps the best items of a stream: a binary heap with the worst of them at its root. Grows with what it holds.</summary>
/// <typeparam name="TItem">The item; never equal in order to another one.</typeparam>
/// <typeparam name="TOrder">The order, the best first. A struct, so that comparisons are compiled in.</typeparam>
internal sealed class TopQueue<TItem, TOrder>(int capacity, TOrder order)
    where TOrder : struct, IComparer<TItem>
{
    private TItem[] _items = new TItem[Math.Min(capacity, 16)];

    public int Count { get; private set; }

    public bool IsFull => Count == capacity;

    /// <summary>The worst item kept; there must be one.</summary>
    public TItem Worst => _items[0];

    /// <summary>The items kept, in no order.</summary>
    public ReadOnlySpan<TItem> Items => _items.AsSpan(0, Count);

    /// <summary>Takes an item in when it is among the best so far.</summary>
    /// <returns>Whether it is.</returns>
    public bool Add(TItem item)
    {
        if (IsFull)
        {
            if (capacity == 0 || order.Compare(item, _items[0]) >= 0)
                return false;
            SiftDown(item);
            return true;
        }
        if (Count == _items.Length)
            Array.Resize(ref _items, (int)Math.Min(capacity, 2L * Count));
        SiftUp(item);
        return true;
    }

    /// <summary>The items kept, the best first. The queue is empty afterwards.</summary>
    public TItem[] ToSortedArray()
    {
        var sorted = new TItem[Count];
        while (Count > 0)
        {
            sorted[Count - 1] = _items[0];
            var last = _items[--Count];
            if (Count > 0)
                SiftDown(last);
        }
        return sorted;
    }

    private void SiftUp(TItem item)
    {
        int at = Count++;
        while (at > 0)
        {
            int parent = (at - 1) / 2;
            if (order.Compare(item, _items[parent]) <= 0)
                break;
            _items[at] = _items[parent];
            at = parent;
        }
        _items[at] = item;
    }

    private void SiftDown(TItem item)
    {
        int at = 0;
        for (int child = 1; child < Count; child = 2 * at + 1)
        {
            if (child + 1 < Count && order.Compare(_items[child + 1], _items[child]) > 0)
                child++;
            if (order.Compare(item, _items[child]) >= 0)
                break;
            _items[at] = _items[child];
            at = child;
        }
        _items[at] = item;
    }
}
