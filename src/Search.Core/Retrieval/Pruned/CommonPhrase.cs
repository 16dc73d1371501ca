using System.Runtime.Intrinsics;

namespace Search.Core.Retrieval;

/// <summary>Scores or counts documents that all have the terms of a phrase, which alone scores, some at a time. Not thread-safe.</summary>
/// <remarks>
/// The two rarest terms are compared first: few documents have them at the right distance, so that of the others hardly anything is read. It goes step by
/// step for all documents, places, then frequencies, then positions; what a step reads is asked for in the step before, because positions lie all over
/// a file that is larger than any cache.
/// </remarks>
internal sealed unsafe class CommonPhrase : ICommonScorer
{
    private const int AtOnce = CommonCandidates.AtOnce;

    /// <summary>Of more pairs of positions, walking along both costs less than comparing all.</summary>
    private const int MostCompared = 64;

    private readonly PhraseLeaf _phrase;
    private readonly DocumentScorer? _scorer;
    private readonly ScratchArena _arena;

    /// <summary>The places of the phrase, those of the two rarest terms first.</summary>
    private readonly int[] _order;

    private readonly Column _first;
    private readonly Column _second;
    private int* _starts;
    private int* _positions;
    private int _capacity;

    /// <param name="phrase">The phrase; two terms or more in a row.</param>
    /// <param name="scorer">Takes the documents; null to count only.</param>
    /// <param name="arena">Scratch memory.</param>
    public CommonPhrase(PhraseLeaf phrase, DocumentScorer? scorer, ScratchArena arena)
    {
        (_phrase, _scorer, _arena) = (phrase, scorer, arena);
        var places = phrase.Places;
        int first = Array.IndexOf(places, phrase.Terms[0]), second = Array.IndexOf(places, phrase.Terms[1]);
        _order = new int[places.Length];
        (_order[0], _order[1]) = (first, second);
        int count = 2;
        foreach (var term in phrase.Terms)
        {
            for (int place = 0; place < places.Length; place++)
            {
                if (places[place] == term && place != first && place != second)
                    _order[count++] = place;
            }
        }
        _first = new Column(places[first].Reader, arena);
        _second = new Column(places[second].Reader, arena);
    }

    /// <inheritdoc/>
    public void Consider(uint* docs, int* bounds, int count)
    {
        Locate(docs, count);
        for (int i = 0; i < count; i++)
        {
            int doc = (int)docs[i];
            // No phrase occurs more often than its terms.
            if (_scorer!.Threshold > 1 && !_scorer.CanReach(_phrase.ScoreOf(doc, Math.Min(_first.Freqs[i], _second.Freqs[i]))))
                continue;
            int rows = CountRows(i, doc);
            if (rows > 0)
                _scorer.ConsiderScore(doc, _phrase.ScoreOf(doc, rows));
        }
    }

    /// <summary>Counts the documents that have the phrase.</summary>
    /// <param name="docs">Documents that have all its terms, ascending.</param>
    /// <param name="count">How many there are.</param>
    public int Count(uint* docs, int count)
    {
        int found = 0;
        for (int from = 0; from < count; from += AtOnce)
        {
            int some = Math.Min(AtOnce, count - from);
            Locate(docs + from, some);
            for (int i = 0; i < some; i++)
                found += CountRows(i, (int)docs[from + i]) > 0 ? 1 : 0;
        }
        return found;
    }

    private void Locate(uint* docs, int count)
    {
        _first.FindPlaces(docs, count);
        _second.FindPlaces(docs, count);
        _first.FindFreqs(count);
        _second.FindFreqs(count);
    }

    /// <summary>How often all terms stand in a row in a document.</summary>
    /// <param name="at">Which of the located ones it is.</param>
    /// <param name="doc">The document.</param>
    private int CountRows(int at, int doc)
    {
        EnsureCapacity(Math.Max(_first.Freqs[at], _second.Freqs[at]));
        // Beginning with the fewer positions, taken back to the phrase's beginning.
        bool isSecondRarer = _second.Freqs[at] < _first.Freqs[at];
        var (rarer, other) = isSecondRarer ? (_second, _first) : (_first, _second);
        var (rarerPlace, otherPlace) = isSecondRarer ? (_order[1], _order[0]) : (_order[0], _order[1]);
        int count = rarer.Read(at, _starts);
        int others = other.Read(at, _positions);
        if (!AnyAt(_starts, count, _positions, others, otherPlace - rarerPlace))
            return 0;
        for (int i = 0; i < count; i++)
            _starts[i] -= rarerPlace;
        count = PhraseLeaf.Keep(_starts, count, _positions, others, otherPlace);
        for (int i = 2; i < _order.Length && count > 0; i++)
        {
            var reader = _phrase.Places[_order[i]].Reader;
            int place = reader.PlaceOf(doc);
            int freq = reader.FreqAndBefore(place, out long before);
            EnsureCapacity(freq);
            reader.PositionsAt(place, before, new Span<int>(_positions, freq));
            count = PhraseLeaf.Keep(_starts, count, _positions, freq, _order[i]);
        }
        return count;
    }

    /// <summary>
    /// Whether some of few positions have one of others at a distance: mostly none, which comparing all of them tells without a branch for each. Up to seven
    /// positions behind the others are compared too, so that it may err where it says so.
    /// </summary>
    private static bool AnyAt(int* positions, int count, int* others, int otherCount, int distance)
    {
        if ((long)count * otherCount > MostCompared || !Vector256.IsHardwareAccelerated)
            return true;
        var found = Vector256<int>.Zero;
        for (int i = 0; i < count; i++)
        {
            var wanted = Vector256.Create(positions[i] + distance);
            for (int j = 0; j < otherCount; j += Vector256<int>.Count)
                found |= Vector256.Equals(Vector256.Load(others + j), wanted);
        }
        return found != Vector256<int>.Zero;
    }

    /// <summary>Makes room for the positions of a term; what was found so far stays.</summary>
    private void EnsureCapacity(int freq)
    {
        if (freq <= _capacity)
            return;
        int* former = _starts;
        int kept = _capacity;
        _capacity = (int)Math.Clamp(2L * freq, 256, int.MaxValue);
        _starts = (int*)_arena.Take((long)_capacity * sizeof(int));
        _positions = (int*)_arena.Take((_capacity + (long)Vector256<int>.Count) * sizeof(int));
        new Span<int>(former, kept).CopyTo(new Span<int>(_starts, _capacity));
    }

    /// <summary>What is known of one term in the documents that are looked at together.</summary>
    private sealed class Column(ListReader reader, ScratchArena arena)
    {
        private readonly int* _places = (int*)arena.Take(AtOnce * sizeof(int));
        private readonly long* _before = (long*)arena.Take(AtOnce * sizeof(long));

        public int* Freqs { get; } = (int*)arena.Take(AtOnce * sizeof(int));

        public void FindPlaces(uint* docs, int count)
        {
            for (int i = 0; i < count; i++)
            {
                _places[i] = reader.PlaceOf((int)docs[i]);
                reader.Prefetch(_places[i]);
            }
        }

        public void FindFreqs(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Freqs[i] = reader.FreqAndBefore(_places[i], out _before[i]);
                reader.PrefetchPositions(_places[i], _before[i]);
            }
        }

        public int Read(int at, int* positions)
        {
            reader.PositionsAt(_places[at], _before[at], new Span<int>(positions, Freqs[at]));
            return Freqs[at];
        }
    }
}
