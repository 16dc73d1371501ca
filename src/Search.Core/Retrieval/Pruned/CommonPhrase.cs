namespace Search.Core.Retrieval;

/// <summary>Scores documents that all have the terms of a phrase, which alone scores, some at a time. Not thread-safe.</summary>
/// <remarks>
/// Step by step for all of them: places, then frequencies, then positions. What a step reads is asked for in the step before, because positions lie
/// all over a file that is larger than any cache.
/// </remarks>
internal sealed unsafe class CommonPhrase : ICommonScorer
{
    private const int AtOnce = CommonCandidates.AtOnce;

    private readonly PhraseLeaf _phrase;
    private readonly DocumentScorer _scorer;
    private readonly ListReader[] _lists;
    private readonly int[] _listOfPlace;
    private readonly int[] _order;
    private readonly int* _places;
    private readonly int* _freqs;
    private readonly long* _before;
    private readonly ScratchArena _arena;
    private int* _starts;
    private int* _positions;
    private int _capacity;

    /// <param name="phrase">The phrase; its words in a row.</param>
    /// <param name="scorer">Takes the documents.</param>
    /// <param name="arena">Scratch memory.</param>
    public CommonPhrase(PhraseLeaf phrase, DocumentScorer scorer, ScratchArena arena)
    {
        _phrase = phrase;
        _scorer = scorer;
        _arena = arena;
        var terms = phrase.Terms;
        _lists = new ListReader[terms.Length];
        for (int i = 0; i < _lists.Length; i++)
            _lists[i] = terms[i].Reader;
        _listOfPlace = Array.ConvertAll(phrase.Places, place => phrase.Terms.IndexOf(place));
        _order = new int[_listOfPlace.Length];
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
        long cells = (long)_lists.Length * AtOnce;
        _places = (int*)arena.Take(cells * sizeof(int));
        _freqs = (int*)arena.Take(cells * sizeof(int));
        _before = (long*)arena.Take(cells * sizeof(long));
    }

    /// <inheritdoc/>
    public void Consider(uint* docs, int count)
    {
        Locate(docs, count);
        for (int i = 0; i < count; i++)
        {
            int doc = (int)docs[i];
            int least = int.MaxValue;
            for (int list = 0; list < _lists.Length; list++)
                least = Math.Min(least, _freqs[list * AtOnce + i]);
            // No phrase occurs more often than its rarest term.
            if (!_scorer.CanReach(_phrase.ScoreOf(doc, least)))
                continue;
            int rows = CountRows(i);
            if (rows > 0)
                _scorer.ConsiderScore(doc, _phrase.ScoreOf(doc, rows));
        }
    }

    /// <summary>Finds the places, frequencies and positions' places of documents in all lists.</summary>
    private void Locate(uint* docs, int count)
    {
        for (int list = 0; list < _lists.Length; list++)
        {
            var reader = _lists[list];
            int* places = _places + list * AtOnce;
            for (int i = 0; i < count; i++)
            {
                places[i] = reader.PlaceOf((int)docs[i]);
                reader.Prefetch(places[i]);
            }
        }
        for (int list = 0; list < _lists.Length; list++)
        {
            var reader = _lists[list];
            for (int i = 0; i < count; i++)
            {
                int cell = list * AtOnce + i;
                _freqs[cell] = reader.FreqAndBefore(_places[cell], out _before[cell]);
                reader.PrefetchPositions(_places[cell], _before[cell]);
            }
        }
    }

    /// <summary>How often all terms stand in a row in one of the documents, beginning with the positions of the term that occurs least.</summary>
    private int CountRows(int document)
    {
        for (int i = 0; i < _order.Length; i++)
        {
            // Mostly the order of the document before.
            int place = _order[i];
            int freq = FreqAt(place, document);
            int at = i;
            for (; at > 0 && FreqAt(_order[at - 1], document) > freq; at--)
                _order[at] = _order[at - 1];
            _order[at] = place;
        }
        EnsureCapacity(FreqAt(_order[^1], document));
        int count = Read(_order[0], document, _starts);
        for (int i = 0; i < count; i++)
            _starts[i] -= _order[0];
        for (int i = 1; i < _order.Length && count > 0; i++)
            count = PhraseLeaf.Keep(_starts, count, _positions, Read(_order[i], document, _positions), _order[i]);
        return count;
    }

    private int FreqAt(int place, int document) => _freqs[_listOfPlace[place] * AtOnce + document];

    private int Read(int place, int document, int* positions)
    {
        int cell = _listOfPlace[place] * AtOnce + document;
        int freq = _freqs[cell];
        _lists[_listOfPlace[place]].PositionsAt(_places[cell], _before[cell], new Span<int>(positions, freq));
        return freq;
    }

    private void EnsureCapacity(int freq)
    {
        if (freq <= _capacity)
            return;
        _capacity = (int)Math.Clamp(2L * freq, 256, int.MaxValue);
        _starts = (int*)_arena.Take((long)_capacity * sizeof(int));
        _positions = (int*)_arena.Take((long)_capacity * sizeof(int));
    }
}
