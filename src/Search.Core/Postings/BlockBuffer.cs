using System.Buffers;

namespace Search.Core.Postings;

/// <summary>Growing room for the parts of one list, kept from list to list.</summary>
/// <typeparam name="T">Bytes or numbers.</typeparam>
internal sealed class BlockBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int FirstLength = 256;

    // A list of a very frequent term must not hold its room for all the rare ones that follow.
    private const int KeptLength = 1 << 20;

    private T[] _items = ArrayPool<T>.Shared.Rent(FirstLength);

    public int Count { get; private set; }

    public ReadOnlySpan<T> Items => _items.AsSpan(0, Count);

    /// <summary>The items, to be moved about.</summary>
    public Span<T> Writable => _items.AsSpan(0, Count);

    public void Add(T item)
    {
        if (Count == _items.Length)
            Grow(1);
        _items[Count++] = item;
    }

    /// <summary>Adds so many items, to be overwritten by the caller.</summary>
    public Span<T> Reserve(int count)
    {
        if (count > _items.Length - Count)
            Grow(count);
        var room = _items.AsSpan(Count, count);
        Count += count;
        return room;
    }

    public void Clear()
    {
        Count = 0;
        if (_items.Length > KeptLength)
            Replace(ArrayPool<T>.Shared.Rent(FirstLength));
    }

    public void Dispose() => Replace([]);

    private void Grow(int count)
    {
        long wanted = Math.Min(Math.Max(2L * _items.Length, (long)Count + count), Array.MaxLength);
        if (wanted - Count < count)
            throw new InvalidOperationException("A term occurs too often for one segment: merge to smaller segments.");
        T[] larger = ArrayPool<T>.Shared.Rent((int)wanted);
        Items.CopyTo(larger);
        Replace(larger);
    }

    private void Replace(T[] items)
    {
        if (_items.Length > 0)
            ArrayPool<T>.Shared.Return(_items);
        _items = items;
    }
}
