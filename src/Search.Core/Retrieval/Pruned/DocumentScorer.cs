using Lucene.Net.Util;

namespace Search.Core.Retrieval;

/// <summary>
/// Bounds and scores of single documents of a segment, and the threshold that they must reach. The tree is loaded for the document, or for its
/// range, before it is asked about.
/// </summary>
internal sealed unsafe class DocumentScorer
{
    private readonly SegmentPlan _plan;
    private readonly MatchNode _root;
    private readonly ScoringLeaf[] _leaves;
    private readonly SegmentReward[] _rewards;
    private readonly TopScores _top;
    private readonly RecencyScorer _recency;
    private readonly IBits? _live;
    private readonly double* _contributions;
    private readonly ulong* _lostWithout;

    /// <summary>No rewards where leaves may be absent, because their groups do not match, from documents that have their terms.</summary>
    private readonly ulong _knownLost;

    private double _perUnit;
    private readonly TermLeaf[]? _terms;
    private readonly List<ListReader> _visited;
    private float _thresholdScore = float.NegativeInfinity;

    public DocumentScorer(SegmentPlan plan, TopScores top, RecencyScorer recency)
    {
        _plan = plan;
        _root = plan.Root!;
        _leaves = [.. plan.Leaves];
        _rewards = [.. plan.Rewards];
        _top = top;
        _recency = recency;
        _live = plan.LiveDocs;
        _visited = plan.Arena.VisitedLists.Take();
        _contributions = (double*)plan.Arena.Take((_leaves.Length + _rewards.Length) * sizeof(double));
        _lostWithout = LostWithout(plan.Arena);
        _knownLost = _root is MatchGroup { IsPlainBehindFilters: true } ? ulong.MaxValue : 0;
        Prime();
        TakeUnits();
        _terms = TermsAlone();
    }

    public ScoringLeaf[] Leaves => _leaves;

    public SegmentReward[] Rewards => _rewards;

    /// <summary>For each leaf the rewards that a document without it does not get, one bit each; those beyond 64 are left out.</summary>
    public ulong* RewardsWith => _lostWithout;

    /// <summary>What a bound must reach, in whole numbers (<see cref="ScoreUnits"/>); at least 1.</summary>
    public int Threshold { get; private set; } = 1;

    /// <summary>Says that all documents of a list, which has those of a leaf, have been looked at.</summary>
    public void SetVisited(ListReader list, ScoringLeaf? leaf)
    {
        _visited.Add(list);
        if (leaf is null)
            return;
        leaf.IsVisited = true;
        foreach (var reward in _rewards)
        {
            reward.IsLost |= leaf.IsTerm(reward.First) || leaf.IsTerm(reward.Second);
        }
        // The unit fits the others now, which often weigh much less.
        _plan.SetUnits();
        TakeUnits();
    }

    /// <summary>Says that leaves are not asked about for now: of the documents that are looked at next, none has them.</summary>
    public void SetAside(ScoringLeaf[] leaves)
    {
        foreach (var leaf in leaves)
            leaf.IsVisited = true;
        _plan.SetUnits();
        TakeUnits();
    }

    /// <summary>Whether a document is not deleted.</summary>
    public bool IsLive(int doc) => _live is null || _live.Get(doc);

    /// <summary>What one unit of the bounds stands for.</summary>
    public double UnitSize => _plan.UnitSize;

    /// <summary>How many documents are wanted.</summary>
    public int Wanted => _top.Count;

    /// <summary>How many documents with a score make that score a threshold; 0 where none does, because those wanted come after a given one.</summary>
    public int RaisingCount => _top.TakesAll ? _top.Count : 0;

    /// <summary>Says that <see cref="RaisingCount"/> documents have a score or a higher one.</summary>
    public void Raise(float score)
    {
        _top.Raise(score);
        TakeThreshold();
    }

    /// <summary>Whether a document has been looked at.</summary>
    public bool IsVisited(int doc)
    {
        foreach (var list in _visited)
        {
            if (list.Find((uint)doc) >= 0)
                return true;
        }
        return false;
    }

    /// <summary>The bound of a document that may match, from the best codes known for it.</summary>
    public int Bound(int doc, int bit)
    {
        int bound = 0;
        if (_terms is not null)
        {
            foreach (var term in _terms)
            {
                if (((term.May >> bit) & 1) != 0)
                    bound += ScoreUnits.Bound(term.Term.CodeOf(doc), term.UnitWeight);
            }
            return bound;
        }
        ulong lost = 0;
        for (int i = 0; i < _leaves.Length; i++)
        {
            var leaf = _leaves[i];
            if (((leaf.May >> bit) & 1) != 0)
                bound += ScoreUnits.Bound(leaf.CodeOf(doc, bit), leaf.UnitWeight);
            else
                lost |= _lostWithout[i] & _knownLost;
        }
        for (int i = 0; i < _rewards.Length; i++)
        {
            var reward = _rewards[i];
            if (!IsLost(lost, i) && reward.IsIn(doc))
                bound += reward.Bound(reward.First.CodeOf(doc), reward.Second.CodeOf(doc));
        }
        return bound;
    }

    /// <summary>Whether a document that lacks leaves does not get a reward, by <see cref="RewardsWith"/>.</summary>
    private static bool IsLost(ulong lost, int reward) => reward < 64 && (lost >> reward & 1) != 0;

    /// <summary>Scores a document that may match, when it can be among the best.</summary>
    public void Consider(int doc, int bit)
    {
        if (_live is not null && !_live.Get(doc))
            return;
        if (_terms is not null)
        {
            if (((_root.Must >> bit) & 1) != 0 || _root.Matches(doc, bit))
                Take(doc, SumTerms(doc, bit));
            return;
        }
        double upper = 0;
        ulong lost = 0;
        for (int i = 0; i < _leaves.Length; i++)
        {
            var leaf = _leaves[i];
            bool may = ((leaf.May >> bit) & 1) != 0;
            _contributions[i] = may ? leaf.UpperBound(doc, bit) : 0;
            upper += _contributions[i];
            lost |= may ? 0 : _lostWithout[i] & _knownLost;
        }
        double* rewards = _contributions + _leaves.Length;
        for (int i = 0; i < _rewards.Length; i++)
        {
            rewards[i] = !IsLost(lost, i) && _rewards[i].IsIn(doc) ? _rewards[i].UpperBound(doc) : 0;
            upper += rewards[i];
        }
        if (!CanReach(upper) || !_root.Matches(doc, bit))
            return;
        for (int i = 0; i < _rewards.Length; i++)
        {
            if (rewards[i] == 0)
                continue;
            rewards[i] = _rewards[i].Score(doc);
            if (!CanReach(Total()))
                return;
        }
        Take(doc, Sum(doc, bit));
    }

    /// <summary>What is known of all contributions, added up.</summary>
    private double Total()
    {
        double total = 0;
        for (int i = 0; i < _leaves.Length + _rewards.Length; i++)
            total += _contributions[i];
        return total;
    }

    /// <summary>Whether only terms score, wherever they match.</summary>
    public bool IsOfTerms => _terms is not null;

    /// <summary>The terms, in the order of the plan; where only terms score.</summary>
    public TermLeaf[] Terms => _terms!;

    /// <summary>Whether a document whose score's sum is at most a number can be among the best. Bounds are added up in another order than scores, so that rounding is allowed for.</summary>
    public bool CanReach(double most) => (float)(most * _recency.Largest * (1 + 1e-9)) >= _thresholdScore;

    /// <summary>A sum below this cannot reach the threshold, by more than all roundings.</summary>
    public double LeastSum => _thresholdScore * (1 - 1e-6) / _recency.Largest;

    /// <summary>Where every document of which the sum is known counts: says so many as are wanted reach about the last of the best of some.</summary>
    /// <param name="sums">The sums of different documents.</param>
    /// <param name="count">How many there are.</param>
    public void Prime(double* sums, int count)
    {
        if (_live is not null || !_top.TakesAll || _top.Count == 0 || count <= _top.Count)
            return;
        _top.Raise((float)(ScoreKernels.LeastOfBest(sums, count, _top.Count) * (1 - 1e-6)));
        TakeThreshold();
    }

    /// <summary>Takes a document whose score's sum is known.</summary>
    public void ConsiderScore(int doc, double sum)
    {
        if (_live is null || _live.Get(doc))
            Take(doc, sum);
    }

    private void Take(int doc, double sum)
    {
        float score = (float)(sum * _recency.Factor(doc));
        if (score < _thresholdScore)
            return;
        _top.Add(_plan.DocBase + doc, score);
        TakeThreshold();
    }

    /// <summary>The sum where terms alone score.</summary>
    private double SumTerms(int doc, int bit)
    {
        double sum = 0;
        foreach (var term in _terms!)
        {
            if (((term.May >> bit) & 1) != 0)
                sum += term.ScoreOf(doc, bit);
        }
        return sum;
    }

    /// <summary>The leaves, where they are terms that count wherever they match, and nothing else scores.</summary>
    private TermLeaf[]? TermsAlone()
    {
        foreach (var leaf in _leaves)
        {
            if (leaf is not TermLeaf || leaf.Guards.Length > 0)
                return null;
        }
        return _rewards.Length > 0 ? null : Array.ConvertAll(_leaves, leaf => (TermLeaf)leaf);
    }

    /// <summary>
    /// Where any document with a term matches, the best documents of the term are a threshold from the start: the others' contributions and recency only add
    /// to their scores.
    /// </summary>
    private void Prime()
    {
        if (_live is not null || !_top.TakesAll || !(_root is TermLeaf or BlendLeaf || (_root is MatchGroup group && group.IsPlain)))
            return;
        foreach (var leaf in _leaves)
        {
            // What is computed for a term would be scored at the same cost, and the best documents of one alone may be kept.
            bool isAlone = _leaves.Length == 1;
            double least = leaf is TermLeaf { Term: var term } && (!term.IsRanged || (isAlone && term.Reader.List.Best != null)) ? 0 : leaf.LeastOfBest(_top.Count, isAlone);
            if (least > 0)
                _top.Raise((float)(least * (1 - 1e-6)));
        }
    }

    /// <summary>The score's sum, in the order of the plan.</summary>
    private double Sum(int doc, int bit)
    {
        double sum = 0;
        for (int i = 0; i < _leaves.Length; i++)
        {
            var leaf = _leaves[i];
            if (((leaf.May >> bit) & 1) != 0 && leaf.IsGuarded(doc, bit))
                sum += leaf.IsBoundExact ? _contributions[i] : leaf.Score(doc, bit);
        }
        for (int i = 0; i < _rewards.Length; i++)
            sum += _contributions[_leaves.Length + i];
        return sum;
    }

    private ulong* LostWithout(ScratchArena arena)
    {
        ulong* lost = (ulong*)arena.TakeZeroed(Math.Max(1, _leaves.Length) * sizeof(ulong));
        for (int i = 0; i < _leaves.Length; i++)
        {
            for (int j = 0; j < Math.Min(_rewards.Length, 64); j++)
                lost[i] |= _leaves[i].IsTerm(_rewards[j].First) || _leaves[i].IsTerm(_rewards[j].Second) ? 1UL << j : 0;
        }
        return lost;
    }

    private void TakeUnits()
    {
        // Rounded down, so that no bound that reaches the threshold's score is lost to rounding.
        _perUnit = (1 - 1e-6) / (_plan.UnitSize * _recency.Largest);
        _thresholdScore = float.NaN;
        TakeThreshold();
    }

    private void TakeThreshold()
    {
        if (_top.Threshold == _thresholdScore)
            return;
        _thresholdScore = _top.Threshold;
        Threshold = (int)Math.Max(1, Math.Min(int.MaxValue, Math.Ceiling(_thresholdScore * _perUnit)));
    }
}
