namespace Search.Core.Retrieval;

/// <summary>
/// Scores documents that have some of the words of a plan, with the rewards for two of them; some at a time, so that the processor waits for what it reads of many at once.
/// A reward takes the positions of both words, which cost more than all else. Documents that may get one are put off until many are known: what they score without counts for the
/// threshold at once, and those that may get most are looked at first. Not thread-safe.
/// </summary>
internal sealed unsafe class WordScorer : ICandidates
{
    private const int AtOnce = 16;

    /// <summary>How many documents are put off at once.</summary>
    private const int PutOff = 32;

    /// <summary>The positions of so many documents are waited for together.</summary>
    private const int LocatedAtOnce = 8;

    private readonly DocumentScorer _scorer;
    private readonly WordBounds _words;
    private readonly LeastScores? _least;
    private readonly uint* _docs;
    private readonly int* _bounds;
    private readonly int* _places;
    private readonly double* _contributions;
    private readonly uint* _left;
    private readonly int* _leftAt;
    private readonly int[] _byWeight;
    private readonly LengthNorms? _norms;
    private readonly OverlapNode[] _periods;
    private readonly byte* _matches;
    private readonly double* _shares;
    private readonly PutOffDocument* _putOff;
    private readonly SegmentReward.Place* _located;
    private readonly bool* _isLocated;
    private readonly double* _most;
    private readonly DocumentTable _first;
    private int _count;
    private int _putOffCount;

    public WordScorer(DocumentScorer scorer, WordBounds words, OverlapNode[] periods, ScratchArena arena)
    {
        (_scorer, _words, _periods) = (scorer, words, periods);
        _first = new DocumentTable(arena);
        _matches = arena.Take(AtOnce);
        _docs = arena.TakeUInts(AtOnce);
        _bounds = (int*)arena.Take(AtOnce * sizeof(int));
        _places = (int*)arena.Take(AtOnce * sizeof(int));
        _left = arena.TakeUInts(AtOnce + 1);
        _leftAt = (int*)arena.Take((AtOnce + 1) * sizeof(int));
        _byWeight = words.ByWeight;
        _norms = _byWeight.Length > 0 ? words.Words[_byWeight[0]].Term.Norms : null;
        _contributions = (double*)arena.Take((long)words.Words.Length * AtOnce * sizeof(double));
        _shares = (double*)arena.Take((long)words.Words.Length * AtOnce * sizeof(double));
        if (words.Pairs.Length == 0)
            return;
        _putOff = (PutOffDocument*)arena.Take(PutOff * sizeof(PutOffDocument));
        _located = (SegmentReward.Place*)arena.Take(LocatedAtOnce * sizeof(SegmentReward.Place));
        _isLocated = (bool*)arena.Take(LocatedAtOnce);
        _most = (double*)arena.Take(words.Pairs.Length * sizeof(double));
        _least = LeastScores.Of(scorer.RaisingCount, arena);
    }

    /// <summary>Adds a document, and passes it over when it is added again.</summary>
    public void AddFirst(uint doc, int bound)
    {
        if (_first.Has(doc))
            return;
        AddNew(doc, bound);
        _first.Add(doc);
    }

    /// <summary>Adds a document that was not looked at before, but by <see cref="AddFirst"/>. Whether it has the values asked for need not be known.</summary>
    /// <param name="doc">The document; each call's is behind the one before it, until <see cref="Finish"/> or <see cref="Complete"/>.</param>
    /// <param name="bound">What it reaches at most, in whole numbers.</param>
    public void Add(uint doc, int bound)
    {
        if (!_first.Has(doc))
            AddNew(doc, bound);
    }

    private void AddNew(uint doc, int bound)
    {
        _docs[_count] = doc;
        _bounds[_count] = bound;
        _norms?.Prefetch(doc);
        foreach (var period in _periods)
            period.Prefetch(doc);
        if (++_count == AtOnce)
            Finish();
    }

    /// <summary>Scores what was added and is not scored yet, as far as that takes no positions.</summary>
    public void Finish()
    {
        int left = 0;
        // The threshold may have risen since.
        for (int i = 0; i < _count; i++)
        {
            _left[left] = _docs[i];
            _leftAt[left] = i;
            left += _bounds[i] >= _scorer.Threshold && _scorer.IsLive((int)_docs[i]) ? 1 : 0;
        }
        _count = 0;
        left = KeepMatching(left);
        foreach (int word in _byWeight)
        {
            if (left == 0)
                return;
            left = AddWord(word, left);
        }
        for (int i = 0; i < left; i++)
        {
            // In the order of the plan, which is the order in which a score is added up.
            double sum = 0;
            for (int word = 0; word < _words.Words.Length; word++)
                sum += _contributions[word * AtOnce + _leftAt[i]];
            if (_words.Pairs.Length > 0)
                Reward(_left[i], _leftAt[i], sum);
            else
                _scorer.ConsiderScore((int)_left[i], sum);
        }
    }

    /// <summary>Leaves the documents with the values asked for.</summary>
    private int KeepMatching(int count)
    {
        if (_periods.Length == 0)
            return count;
        new Span<byte>(_matches, count).Fill(1);
        foreach (var period in _periods)
            period.Test(_left, count, _matches);
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            _left[kept] = _left[i];
            _leftAt[kept] = _leftAt[i];
            kept += _matches[i];
        }
        return kept;
    }

    /// <summary>Scores what was added and what was put off.</summary>
    public void Complete()
    {
        Finish();
        ScorePutOff();
    }

    /// <summary>Scores those put off, some at a time: what is read of each is asked for before that of any is waited for.</summary>
    private void ScorePutOff()
    {
        int count = _putOffCount;
        _putOffCount = 0;
        for (int from = 0, end; from < count; from = end)
        {
            for (end = from; end < count && end - from < LocatedAtOnce && _scorer.CanReach(_putOff[end].Most);)
                end++;
            if (end == from)
                return;
            var first = _words.Pairs[0].Reward;
            for (int i = from; i < end; i++)
                first.Prefetch(_putOff[i].Doc);
            for (int i = from; i < end; i++)
                _isLocated[i - from] = first.TryLocate(_putOff[i].Doc, out _located[i - from]);
            for (int i = from; i < end && _scorer.CanReach(_putOff[i].Most); i++)
                ScoreLocated(_putOff[i], _isLocated[i - from], _located[i - from]);
        }
    }

    /// <summary>Takes a document of which it is known where the words of the first reward are.</summary>
    private void ScoreLocated(in PutOffDocument put, bool isLocated, in SegmentReward.Place place)
    {
        var first = _words.Pairs[0].Reward;
        // In the text alone words occur less often than in title and text, which the bound is of.
        double largest = isLocated ? first.UpperBoundAt(put.Doc, place) : 0;
        if (_scorer.CanReach(put.Rest + largest))
            ScoreWithRewards(put.Doc, put.Sum + (isLocated ? first.ScoreAt(put.Doc, place) : 0));
    }

    /// <summary>Computes a word's contributions, and leaves out the documents that cannot reach the threshold with them.</summary>
    /// <returns>How many are left.</returns>
    private int AddWord(int word, int count)
    {
        var own = _words.Words[word];
        double* shares = _shares + word * AtOnce;
        double* contributions = _contributions + word * AtOnce;
        if (own.Leaf.IsVisited)
        {
            // Of the documents added none has it.
            for (int i = 0; i < count; i++)
                contributions[_leftAt[i]] = shares[_leftAt[i]] = 0;
            return count;
        }
        var reader = own.Term.Reader;
        reader.PlacesOf(_left, count, _places);
        reader.PrefetchFreqs(_places, count);
        double unitsPerScore = 1 / _scorer.UnitSize;
        bool isBounded = own.Term.IsRanged;
        int threshold = _scorer.Threshold;
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            int at = _leftAt[i];
            uint doc = _left[i];
            double share = 0, score = 0;
            if (_places[i] >= 0)
            {
                int freq = reader.Freq(_places[i]);
                share = own.Term.Saturation((int)doc, freq);
                score = own.Score((int)doc, freq, share);
                // One more than rounded down is never less than the contribution.
                if (isBounded)
                    _bounds[at] += (int)(score * unitsPerScore) + 1 - own.Term.BoundNear((int)doc, own.Leaf.UnitWeight);
            }
            contributions[at] = score;
            shares[at] = share;
            _left[kept] = doc;
            _leftAt[kept] = at;
            kept += _bounds[at] >= threshold ? 1 : 0;
        }
        return kept;
    }

    /// <summary>Takes a document whose rewards are none, or puts it off.</summary>
    private void Reward(uint doc, int at, double sum)
    {
        double rest = sum, ofFirst = 0;
        for (int i = 0; i < _words.Pairs.Length; i++)
        {
            var (reward, first, second) = _words.Pairs[i];
            double largest = reward.Weight * Math.Min(_shares[first * AtOnce + at], _shares[second * AtOnce + at]);
            if (i == 0)
                ofFirst = largest;
            else
                rest += largest;
        }
        double most = rest + ofFirst;
        if (!_scorer.CanReach(most))
            return;
        if (_least is not null && _least.Add((float)sum))
            _scorer.Raise(_least.Least);
        if (most == sum)
        {
            _scorer.ConsiderScore((int)doc, most);
            return;
        }
        int place = _putOffCount++;
        for (; place > 0 && _putOff[place - 1].Most < most; place--)
            _putOff[place] = _putOff[place - 1];
        _putOff[place] = new PutOffDocument { Doc = (int)doc, Sum = sum, Most = most, Rest = rest };
        if (_putOffCount == PutOff)
            ScorePutOff();
    }

    /// <summary>Takes a document whose score without rewards but the first is known, unless it falls behind on the way.</summary>
    private void ScoreWithRewards(int doc, double sum)
    {
        var pairs = _words.Pairs;
        // With one reward there is nothing left to bound when it is known.
        for (int i = 1; i < pairs.Length; i++)
            _most[i] = pairs[i].Reward.IsIn(doc) ? pairs[i].Reward.UpperBound(doc) : 0;
        for (int i = 1; i < pairs.Length; i++)
        {
            double most = sum;
            for (int j = i; j < pairs.Length; j++)
                most += _most[j];
            if (!_scorer.CanReach(most))
                return;
            sum += _most[i] == 0 ? 0 : pairs[i].Reward.Score(doc);
        }
        _scorer.ConsiderScore(doc, sum);
    }

    /// <summary>
    /// A document that is put off, with what it scores without rewards, with all of them at most, and with all but the first, which is not the difference: of a sum far below the first nothing
    /// would be left.
    /// </summary>
    private struct PutOffDocument
    {
        public int Doc;
        public double Sum;
        public double Most;
        public double Rest;
    }
}
