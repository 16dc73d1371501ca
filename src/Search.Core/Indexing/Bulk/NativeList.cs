using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Search.Core.Indexing.Bulk;

/// <summary>A growing list in native memory, kept from segment to segment: the collector never sees what a segment is built from. Not thread-safe.</summary>
/// <typeparam name="T">Numbers or records of numbers.</typeparam>
internal sealed unsafe class NativeList<T> : IDisposable
    where T : unmanaged
{
    private const int FirstCapacity = 256;

    private T* _items;
    private int _capacity;
    private int _count;

    /// <summary>For a builder that was forgotten.</summary>
    ~NativeList() => Free();

    public int Count => _count;

    /// <summary>The first item; moves when the list grows.</summary>
    public T* Items => _items;

    public long Bytes => (long)_count * sizeof(T);

    public Span<T> Span => new(_items, _count);

    public ref T this[int index] => ref _items[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T item)
    {
        if (_count == _capacity)
            Grow(_count + 1L);
        _items[_count++] = item;
    }

    /// <summary>Makes the list so long. New items are whatever was there before.</summary>
    public void SetCount(int count)
    {
        if (count > _capacity)
            Grow(count);
        _count = count;
    }

    /// <summary>Makes the list so long, all items zero.</summary>
    public void Fill(int count, T value)
    {
        SetCount(count);
        Span.Fill(value);
    }

    /// <summary>Empties the list and keeps its room.</summary>
    public void Clear() => _count = 0;

    /// <summary>Empties the list and gives its room back.</summary>
    public void Release()
    {
        Free();
        _count = 0;
        _capacity = 0;
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Grow(long needed)
    {
        long capacity = Math.Min(Math.Max(Math.Max(FirstCapacity, needed), _capacity + (long)(_capacity >> 1)), Array.MaxLength);
        if (capacity < needed)
            throw new InvalidOperationException("A segment under construction holds too much: give the builder less memory.");
        _items = (T*)NativeMemory.Realloc(_items, (nuint)capacity * (nuint)sizeof(T));
        _capacity = (int)capacity;
    }

    private void Free()
    {
        NativeMemory.Free(_items);
        _items = null;
    }
}
