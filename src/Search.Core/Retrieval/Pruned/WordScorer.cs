namespace Search.Core.Retrieval;

/// <summary>
/// Scores documents that have some of the words of a plan, with the rewards for two of them; some at a time, so that the processor waits for what it reads of many at once.
/// A reward takes the positions of both words, which cost more than all else. Documents that may get one are put off until many are known: what they score without counts for the
/// threshold at once, and those that may get most are looked at first. Not thread-safe.
/// </summary>
internal sealed unsafe class WordScorer
{
    private const int AtOnce = 16;

    /// <summary>How many documents are put off at once.</summary>
    private const int PutOff = 32;

    private readonly DocumentScorer _scorer;
    private readonly WordBounds _words;
    private readonly LeastScores? _least;
    private readonly uint* _docs;
    private readonly int* _bounds;
    private readonly int* _places;
    private readonly double* _sums;
    private readonly double* _shares;
    private readonly uint* _putOff;
    private readonly double* _putOffSums;
    private readonly double* _putOffMost;
    private readonly double* _most;
    private int _count;
    private int _putOffCount;

    public WordScorer(DocumentScorer scorer, WordBounds words, ScratchArena arena)
    {
        (_scorer, _words) = (scorer, words);
        _docs = arena.TakeUInts(AtOnce);
        _bounds = (int*)arena.Take(AtOnce * sizeof(int));
        _places = (int*)arena.Take(AtOnce * sizeof(int));
        _sums = (double*)arena.Take(AtOnce * sizeof(double));
        if (words.Pairs.Length == 0)
            return;
        _shares = (double*)arena.Take((long)words.Words.Length * AtOnce * sizeof(double));
        _putOff = arena.TakeUInts(PutOff);
        _putOffSums = (double*)arena.Take(PutOff * sizeof(double));
        _putOffMost = (double*)arena.Take(PutOff * sizeof(double));
        _most = (double*)arena.Take(words.Pairs.Length * sizeof(double));
        _least = LeastScores.Of(scorer.RaisingCount, arena);
    }

    /// <summary>Adds a document that matches and was not looked at before.</summary>
    /// <param name="doc">The document.</param>
    /// <param name="bound">What it reaches at most, in whole numbers.</param>
    public void Add(uint doc, int bound)
    {
        _docs[_count] = doc;
        _bounds[_count] = bound;
        if (++_count == AtOnce)
            Finish();
    }

    /// <summary>Scores what was added and is not scored yet, as far as that takes no positions.</summary>
    public void Finish()
    {
        int count = 0;
        // The threshold may have risen since.
        for (int i = 0; i < _count; i++)
        {
            _docs[count] = _docs[i];
            count += _bounds[i] >= _scorer.Threshold && _scorer.IsLive((int)_docs[i]) ? 1 : 0;
        }
        _count = 0;
        if (count == 0)
            return;
        new Span<double>(_sums, count).Clear();
        bool isRewarded = _words.Pairs.Length > 0;
        // In the order of the plan, which is the order in which a score is added up.
        for (int word = 0; word < _words.Words.Length; word++)
            AddWord(word, count, isRewarded);
        for (int i = 0; i < count; i++)
        {
            if (isRewarded)
                Reward(i);
            else
                _scorer.ConsiderScore((int)_docs[i], _sums[i]);
        }
    }

    /// <summary>Scores what was added and what was put off.</summary>
    public void Complete()
    {
        Finish();
        ScorePutOff();
    }

    private void ScorePutOff()
    {
        while (_putOffCount > 0)
        {
            int best = 0;
            for (int i = 1; i < _putOffCount; i++)
                best = _putOffMost[i] > _putOffMost[best] ? i : best;
            if (!_scorer.CanReach(_putOffMost[best]))
                break;
            ScoreWithRewards((int)_putOff[best], _putOffSums[best]);
            _putOffCount--;
            _putOff[best] = _putOff[_putOffCount];
            _putOffSums[best] = _putOffSums[_putOffCount];
            _putOffMost[best] = _putOffMost[_putOffCount];
        }
        _putOffCount = 0;
    }

    /// <summary>Adds a word's contributions, and keeps its saturated frequencies where rewards are bounded by them.</summary>
    private void AddWord(int word, int count, bool isRewarded)
    {
        var own = _words.Words[word];
        double* shares = _shares + word * AtOnce;
        if (own.Leaf.IsVisited)
        {
            // Of the documents added none has it.
            if (isRewarded)
                new Span<double>(shares, count).Clear();
            return;
        }
        var reader = own.Term.Reader;
        for (int i = 0; i < count; i++)
            _places[i] = reader.PlaceOf((int)_docs[i]);
        for (int i = 0; i < count; i++)
        {
            double share = 0;
            if (_places[i] >= 0)
            {
                int doc = (int)_docs[i];
                int freq = reader.Freq(_places[i]);
                share = own.Term.Saturation(doc, freq);
                _sums[i] += own.Score(doc, freq, share);
            }
            if (isRewarded)
                shares[i] = share;
        }
    }

    /// <summary>Takes a document whose rewards are none, or puts it off.</summary>
    private void Reward(int place)
    {
        int doc = (int)_docs[place];
        double most = _sums[place];
        foreach (var (reward, first, second) in _words.Pairs)
            most += reward.Weight * Math.Min(_shares[first * AtOnce + place], _shares[second * AtOnce + place]);
        if (!_scorer.CanReach(most))
            return;
        if (_least is not null && _least.Add((float)_sums[place]))
            _scorer.Raise(_least.Least);
        if (most == _sums[place])
        {
            _scorer.ConsiderScore(doc, most);
            return;
        }
        _putOff[_putOffCount] = (uint)doc;
        _putOffSums[_putOffCount] = _sums[place];
        _putOffMost[_putOffCount] = most;
        if (++_putOffCount == PutOff)
            ScorePutOff();
    }

    /// <summary>Takes a document whose score without rewards is known, unless it falls behind on the way.</summary>
    private void ScoreWithRewards(int doc, double sum)
    {
        var pairs = _words.Pairs;
        // With one reward there is nothing left to bound when it is known.
        for (int i = 1; i < pairs.Length; i++)
            _most[i] = pairs[i].Reward.IsIn(doc) ? pairs[i].Reward.UpperBound(doc) : 0;
        for (int i = 0; i < pairs.Length; i++)
        {
            if (i > 0 && _most[i] == 0)
                continue;
            sum += pairs[i].Reward.Score(doc);
            double most = sum;
            for (int j = i + 1; j < pairs.Length; j++)
                most += _most[j];
            if (!_scorer.CanReach(most))
                return;
        }
        _scorer.ConsiderScore(doc, sum);
    }
}
