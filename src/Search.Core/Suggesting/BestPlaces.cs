namespace Search.Core.Suggesting;

/// <summary>
/// Gives the places of ranges by count, the greatest first, then by place: best first through the tree of maxima, so that it costs what it gives and not
/// how much there is. Not thread-safe.
/// </summary>
internal sealed class BestPlaces
{
    private const int Single = -1;

    private readonly SortedTexts _texts;
    private readonly PriorityQueue<(int Level, int At, TextRange Range), (int Count, int Place)> _queue = new(Comparer<(int Count, int Place)>.Create(
        static (x, y) => x.Count != y.Count ? y.Count.CompareTo(x.Count) : x.Place.CompareTo(y.Place)));

    public BestPlaces(SortedTexts texts, IEnumerable<TextRange> ranges)
    {
        _texts = texts;
        foreach (var range in ranges)
        {
            for (int i = 0; !range.IsEmpty && i < texts.Maxima.CountOf(texts.Maxima.Top); i++)
                AddStretch(texts.Maxima.Top, i, range);
        }
    }

    /// <summary>The next place; false when all were given.</summary>
    public bool TryNext(out int place)
    {
        while (_queue.TryDequeue(out var item, out var order))
        {
            if (item.Level == Single)
            {
                place = order.Place;
                return true;
            }
            if (item.Level > 0)
            {
                var parts = _texts.Maxima.Parts(item.Level, item.At);
                for (int part = parts.Low; part < parts.High; part++)
                    AddStretch(item.Level - 1, part, item.Range);
                continue;
            }
            AddPlaces(item.At, item.Range);
        }
        place = -1;
        return false;
    }

    /// <remarks>A stretch that sticks out of the range stands in the queue with its own greatest count, which is too high at worst.</remarks>
    private void AddStretch(int level, int stretch, TextRange range)
    {
        int start = CountMaxima.StartOf(level, stretch);
        int from = Math.Max(start, range.Low), to = Math.Min(start + CountMaxima.LengthOf(level), range.High);
        if (from < to)
            _queue.Enqueue((level, stretch, range), (_texts.Maxima.Of(level, stretch), from));
    }

    private void AddPlaces(int stretch, TextRange range)
    {
        int start = CountMaxima.StartOf(0, stretch);
        int to = Math.Min(start + CountMaxima.LengthOf(0), range.High);
        for (int place = Math.Max(start, range.Low); place < to; place++)
            _queue.Enqueue((Single, 0, range), (_texts.CountAt(place), place));
    }
}
