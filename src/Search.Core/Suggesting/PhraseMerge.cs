namespace Search.Core.Suggesting;

/// <summary>A list whose phrases count, or are taken away.</summary>
internal readonly record struct SignedList(PhraseList List, int Sign);

/// <summary>Reads several lists as one: each phrase once, with the sum of its counts and the best of its spellings. Not thread-safe.</summary>
internal sealed class PhraseMerge
{
    private readonly PriorityQueue<(PhraseCursor Cursor, int Sign), PhraseCursor> _queue = new(Comparer<PhraseCursor>.Create(
        static (x, y) => x.Key.SequenceCompareTo(y.Key)));
    private readonly byte[] _key = new byte[PhraseCounts.MaxKeyBytes];
    private byte[] _display = new byte[256];
    private int _keyLength;
    private int _displayLength;

    public PhraseMerge(IEnumerable<SignedList> lists)
    {
        foreach (var (list, sign) in lists)
        {
            var cursor = list.Open();
            if (cursor.MoveNext())
                _queue.Enqueue((cursor, sign), cursor);
        }
    }

    public ReadOnlySpan<byte> Key => _key.AsSpan(0, _keyLength);

    /// <summary>May be below zero where a list left out what was rare in it.</summary>
    public int Articles { get; private set; }

    public int Titles { get; private set; }

    public byte Form { get; private set; }

    public ReadOnlySpan<byte> Display => _display.AsSpan(0, _displayLength);

    public bool MoveNext()
    {
        if (_queue.Count == 0)
            return false;
        var first = _queue.Peek().Cursor;
        first.Key.CopyTo(_key);
        _keyLength = first.Key.Length;
        (Articles, Titles, Form, _displayLength) = (0, 0, byte.MaxValue, 0);
        while (_queue.Count > 0 && _queue.Peek() is var (cursor, sign) && cursor.Key.SequenceEqual(Key))
        {
            Articles += sign * cursor.Articles;
            Titles += sign * cursor.Titles;
            // What is taken away is shown only where nothing else is.
            byte form = sign > 0 ? cursor.Form : (byte)(byte.MaxValue - 1);
            if (PhraseForm.IsBetter(form, cursor.Display, Form, Display))
                Show(form, cursor.Display);
            // Out of the queue before it moves: its order there is that of the key it came in with.
            _queue.Dequeue();
            if (cursor.MoveNext())
                _queue.Enqueue((cursor, sign), cursor);
        }
        return true;
    }

    /// <summary>Writes what several lists come to as one list.</summary>
    public static PhraseList ToList(IReadOnlyList<SignedList> lists)
    {
        if (lists is [{ Sign: > 0 } only])
            return only.List;
        var merge = new PhraseMerge(lists);
        var builder = new PhraseListBuilder();
        while (merge.MoveNext())
        {
            if (merge.Articles > 0)
                builder.Add(merge.Key, merge.Articles, Math.Max(0, merge.Titles), merge.Form, merge.Display);
        }
        return builder.ToList();
    }

    private void Show(byte form, ReadOnlySpan<byte> display)
    {
        Form = form;
        if (_display.Length < display.Length)
            _display = new byte[2 * display.Length];
        display.CopyTo(_display);
        _displayLength = display.Length;
    }
}
