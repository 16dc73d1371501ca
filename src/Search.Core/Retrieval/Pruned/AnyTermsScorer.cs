namespace Search.Core.Retrieval;

/// <summary>Scores documents that have any of some terms, which alone score; some at a time, so that the processor waits for what it reads of many at once. Not thread-safe.</summary>
internal sealed unsafe class AnyTermsScorer(DocumentScorer scorer, ScratchArena arena)
{
    private const int AtOnce = 16;

    private readonly uint* _docs = arena.TakeUInts(AtOnce);
    private readonly int* _bounds = (int*)arena.Take(AtOnce * sizeof(int));
    private readonly int* _places = (int*)arena.Take(AtOnce * sizeof(int));
    private readonly int* _freqs = (int*)arena.Take((AtOnce + TermLeaf.Room) * sizeof(int));
    private readonly double* _scores = (double*)arena.Take((AtOnce + TermLeaf.Room) * sizeof(double));
    private readonly double* _sums = (double*)arena.Take(AtOnce * sizeof(double));
    private int _count;

    /// <summary>Adds a document that was not looked at before.</summary>
    /// <param name="doc">The document; each call's is behind the one before it.</param>
    /// <param name="bound">What it reaches at most, in whole numbers.</param>
    public void Add(uint doc, int bound)
    {
        _docs[_count] = doc;
        _bounds[_count] = bound;
        if (++_count == AtOnce)
            Finish();
    }

    /// <summary>Scores what was added and is not scored yet.</summary>
    public void Finish()
    {
        int count = 0;
        // The threshold may have risen since.
        for (int i = 0; i < _count; i++)
        {
            _docs[count] = _docs[i];
            count += _bounds[i] >= scorer.Threshold ? 1 : 0;
        }
        _count = 0;
        if (count == 0)
            return;
        new Span<double>(_sums, count).Clear();
        // In the order of the plan, which is the order in which a score is added up.
        foreach (var leaf in scorer.Terms)
        {
            // Of the documents added none has it.
            if (leaf.IsVisited)
                continue;
            leaf.Term.Reader.PlacesOf(_docs, count, _places);
            leaf.Term.Reader.Freqs(_places, count, _freqs);
            leaf.Scores(_docs, _freqs, count, _scores);
            for (int i = 0; i < count; i++)
                _sums[i] += _places[i] < 0 ? 0 : _scores[i];
        }
        for (int i = 0; i < count; i++)
            scorer.ConsiderScore((int)_docs[i], _sums[i]);
    }
}
