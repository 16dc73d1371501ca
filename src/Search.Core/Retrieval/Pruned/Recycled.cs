namespace Search.Core.Retrieval;

/// <summary>Objects of one kind that a search needs many of, kept for the next search. Not thread-safe.</summary>
/// <param name="release">Lets go of what an object refers to that must not be kept; null where there is nothing of the kind.</param>
internal sealed class Recycled<T>(Action<T>? release = null)
    where T : class, new()
{
    /// <summary>What a search with very many terms leaves is given up to the collector.</summary>
    private const int MaxKept = 256;

    private readonly List<T> _items = [];
    private int _used;

    /// <summary>An object as it was left, or released; valid until <see cref="Reset"/>.</summary>
    public T Take()
    {
        if (_used == _items.Count)
            _items.Add(new T());
        return _items[_used++];
    }

    /// <summary>Takes all objects back.</summary>
    public void Reset()
    {
        for (int i = 0; i < _used && release is not null; i++)
            release(_items[i]);
        _used = 0;
        if (_items.Count > MaxKept)
            _items.RemoveRange(MaxKept, _items.Count - MaxKept);
    }
}
