using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// A plan opened in a segment of our codec: the tree of nodes, its scoring leaves in the order of the plan, and the rewards. Not thread-safe.
/// </summary>
internal sealed unsafe class SegmentPlan
{
    private readonly AtomicReaderContext _context;
    private readonly SegmentPostings _postings;
    private readonly ScratchArena _arena;
    private readonly List<(IndexTerm Plan, SegmentTerm Term)> _terms;
    private readonly List<(FieldScoring Scoring, LengthNorms Norms)> _norms;
    private readonly List<ScoringLeaf> _leaves;
    private readonly List<SegmentReward> _rewards;
    private readonly List<OverlapNode> _periods;

    /// <summary>The clauses of the groups that are being opened, the innermost last.</summary>
    private readonly List<OpenClause> _open;

    private readonly PlanNode _rootPlan;

    private SegmentPlan(QueryPlan plan, AtomicReaderContext context, SegmentPostings postings, ScratchArena arena, SearchCosts costs)
    {
        Costs = costs;
        _rootPlan = plan.Root;
        Recency = plan.Recency;
        _context = context;
        _postings = postings;
        _arena = arena;
        _terms = arena.TermLists.Take();
        _leaves = arena.LeafLists.Take();
        _rewards = arena.RewardLists.Take();
        _periods = arena.PeriodLists.Take();
        _norms = arena.NormLists.Take();
        _open = arena.OpenClauses;
        _open.Clear();
        LiveDocs = context.AtomicReader.LiveDocs;
    }

    public int DocBase => _context.DocBase;

    public int MaxDoc => _postings.MaxDoc;

    public AtomicReader Reader => _context.AtomicReader;

    public ScratchArena Arena => _arena;

    /// <summary>By what the way is chosen.</summary>
    public SearchCosts Costs { get; }

    /// <summary>The documents that are not deleted; null when none is.</summary>
    public IBits? LiveDocs { get; }

    /// <summary>Null when no document of the segment matches.</summary>
    public MatchNode? Root { get; private set; }

    public List<ScoringLeaf> Leaves => _leaves;

    public List<SegmentReward> Rewards => _rewards;

    /// <summary>Whether many leaves score, most of them beside what is required: words of feedback.</summary>
    public bool HasManyLeavesBeside => Root is MatchGroup { HasRequired: true } && _leaves.Count >= Costs.ManyLeaves;

    /// <summary>What the sum of a document is multiplied with.</summary>
    public RecencyFactor? Recency { get; }

    /// <summary>The filters by values, which know in which windows they have documents.</summary>
    public List<OverlapNode> Periods => _periods;

    /// <summary>What one unit of the whole-number bounds stands for.</summary>
    public double UnitSize { get; private set; }

    /// <summary>Whether plans with such nodes are covered.</summary>
    public static bool Covers(PlanNode node) => node switch
    {
        LeafPlan or BlendPlan or KeywordPlan or OverlapPlan or DocumentSetPlan or EverythingPlan or NothingPlan => true,
        FilterPlan filter => Covers(filter.Child),
        GroupPlan group => CoversAll(group),
        _ => false,
    };

    /// <summary>Opens a plan.</summary>
    /// <returns>Null when the segment is not of our codec.</returns>
    public static SegmentPlan? TryOpen(QueryPlan plan, AtomicReaderContext context, ScratchArena arena, SearchCosts? costs = null)
    {
        if (ArticleFieldsProducer.Of(context.AtomicReader)?.Postings is not { } postings)
            return null;
        var segment = new SegmentPlan(plan, context, postings, arena, costs ?? SearchCosts.Measured);
        segment.Root = segment.Open(plan.Root, scores: true);
        if (segment.Root is MatchGroup group)
        {
            foreach (var node in group.Required)
            {
                if (node is ScoringLeaf leaf)
                    leaf.IsRequired = true;
            }
        }
        for (int i = 0; i < plan.Rewards.Count; i++)
        {
            var reward = plan.Rewards[i];
            if (segment.Root is not null && segment.Has(reward.First) && segment.Has(reward.Second)
                && segment.Term(reward.Words.First, reward.Scoring) is { } first && segment.Term(reward.Words.Second, reward.Scoring) is { } second)
                segment._rewards.Add(SegmentReward.Open(segment, reward, first, second));
        }
        segment.DropRootGuards();
        segment.SetUnits();
        return segment;
    }

    private static bool CoversAll(GroupPlan group)
    {
        for (int i = 0; i < group.Clauses.Count; i++)
        {
            if (!Covers(group.Clauses[i].Node))
                return false;
        }
        return true;
    }

    private MatchNode? Open(PlanNode node, bool scores) => node switch
    {
        TermPlan plan => Term(plan.Term, plan.Scoring) is { } term ? Leaf(TermLeaf.Open(term, plan.Weight, _arena), scores) : null,
        PhrasePlan plan => OpenPhrase(plan, scores),
        ExpansionPlan plan => OpenExpansion(plan, scores),
        BlendPlan plan => OpenBlend(plan, scores),
        GroupPlan plan => OpenGroup(plan, scores),
        FilterPlan plan => Open(plan.Child, scores: false) is { } child ? new UnscoredNode(child) : null,
        KeywordPlan plan => OpenLists(plan),
        OverlapPlan plan => OpenPeriod(plan),
        DocumentSetPlan plan => plan.Segment(_context.Ord) is { } words ? new DocumentSetNode(words, _arena) : null,
        EverythingPlan => new EverythingNode(MaxDoc, _arena),
        _ => null,
    };

    private ScoringLeaf Leaf(ScoringLeaf leaf, bool scores)
    {
        if (scores)
            _leaves.Add(leaf);
        return leaf;
    }

    private ScoringLeaf? OpenPhrase(PhrasePlan plan, bool scores)
    {
        var places = new SegmentTerm[plan.Terms.Count];
        for (int i = 0; i < places.Length; i++)
        {
            if (Term(plan.Terms[i], plan.Scoring) is not { } term)
                return null;
            places[i] = term;
        }
        return Leaf(new PhraseLeaf(places, plan.Slop, plan.Weight, _arena), scores);
    }

    private ScoringLeaf? OpenExpansion(ExpansionPlan plan, bool scores)
    {
        var leaf = new ExpansionLeaf(MaxDoc, Norms(plan.Scoring), plan.Weight, _arena);
        foreach (var (term, closeness) in plan.Terms)
        {
            if (TryOpenList(term, out var list))
                leaf.Add(list, closeness);
        }
        return leaf.Cost == 0 ? null : Leaf(leaf.Complete(), scores);
    }

    private ScoringLeaf? OpenBlend(BlendPlan plan, bool scores)
    {
        var leaf = BlendLeaf.Open(plan, _arena);
        for (int i = 0; i < plan.Terms.Count; i++)
        {
            var (term, scoring, factor) = plan.Terms[i];
            if (Term(term, scoring) is { } opened)
                leaf.Add(new BlendLeaf.Part(opened, factor));
        }
        return leaf.Parts.Length == 0 ? null : Leaf(leaf.Complete(), scores);
    }

    private MatchNode? OpenGroup(GroupPlan plan, bool scores)
    {
        int leaves = _leaves.Count;
        int first = _open.Count;
        bool isPossible = OpenClauses(plan, plan.MinOptional, scores);
        var opened = CollectionsMarshal.AsSpan(_open)[first..];
        int required = 0, optional = 0, prohibited = 0;
        foreach (var clause in opened)
        {
            required += clause.Role == ClauseRole.Required ? 1 : 0;
            optional += clause.Role == ClauseRole.Optional ? 1 : 0;
            prohibited += clause.Role == ClauseRole.Prohibited ? 1 : 0;
        }
        MatchNode? result = null;
        if (!isPossible || optional < plan.MinOptional)
            _leaves.RemoveRange(leaves, _leaves.Count - leaves);
        else if (required + prohibited == 0 && optional == 1 && plan.MinOptional == 1)
            result = opened[0].Node;
        else if (opened.Length == 0)
            result = new EverythingNode(MaxDoc, _arena);
        else
            result = Group(plan, opened, leaves);
        _open.RemoveRange(first, _open.Count - first);
        return result;
    }

    /// <summary>Opens the clauses of a group; those of alternatives within alternatives stand in place of them.</summary>
    /// <returns>Whether the segment has what is required.</returns>
    private bool OpenClauses(GroupPlan plan, int minOptional, bool scores)
    {
        for (int i = 0; i < plan.Clauses.Count; i++)
        {
            var (role, planNode) = plan.Clauses[i];
            if (role == ClauseRole.Optional && minOptional <= 1 && planNode is GroupPlan { IsDisjunction: true } alternatives)
            {
                OpenClauses(alternatives, minOptional, scores);
                continue;
            }
            bool nodeScores = scores && role != ClauseRole.Prohibited && planNode.Scores;
            if (Open(planNode, nodeScores) is { } node)
                _open.Add(new OpenClause(node, role, nodeScores));
            else if (role == ClauseRole.Required)
                return false;
        }
        return true;
    }

    private MatchGroup Group(GroupPlan plan, ReadOnlySpan<OpenClause> opened, int leaves)
    {
        var optional = OpenClause.Of(opened, ClauseRole.Optional);
        var group = new MatchGroup(
            OpenClause.Of(opened, ClauseRole.Required), optional, OpenClause.Of(opened, ClauseRole.Prohibited),
            OpenClause.Scoring(opened, optional), plan.MinOptional, MaxDoc, _arena);
        if (!group.IsDisjunction && plan != _rootPlan)
        {
            for (int i = leaves; i < _leaves.Count; i++)
                _leaves[i].Guards = [.. _leaves[i].Guards, group];
        }
        return group;
    }

    private OverlapNode? OpenPeriod(OverlapPlan plan)
    {
        var node = OverlapNode.Open(plan, this);
        if (node is not null)
            _periods.Add(node);
        return node;
    }

    private ListsNode? OpenLists(KeywordPlan plan)
    {
        var lists = new List<ListReader>(plan.Terms.Count);
        foreach (var term in plan.Terms)
        {
            if (TryOpenList(term, out var list))
                lists.Add(ListReader.Open(list, _arena));
        }
        return lists.Count == 0 ? null : new ListsNode([.. lists], _arena);
    }

    /// <summary>A term, opened once however often the plan names it; null when the segment does not have it.</summary>
    private SegmentTerm? Term(IndexTerm term, FieldScoring scoring)
    {
        foreach (var (known, segmentTerm) in _terms)
        {
            if (known == term || (known.Field == term.Field && known.Bytes.BytesEquals(term.Bytes)))
                return segmentTerm;
        }
        if (!TryOpenList(term, out var list))
            return null;
        var opened = SegmentTerm.Open(list, Norms(scoring), _arena);
        _terms.Add((term, opened));
        return opened;
    }

    private bool Has(IndexTerm term) => term.State(_context.Ord) is not null;

    /// <summary>A term whose positions alone are asked for, which are the same whatever it is scored by; null when the segment does not have it.</summary>
    public SegmentTerm? Placed(IndexTerm term, FieldScoring scoring) => Term(term, scoring);

    private bool TryOpenList(IndexTerm term, out PostingsList list)
    {
        list = default;
        if (term.State(_context.Ord) is not ArticleTermState state)
            return false;
        _postings.Open(state, Reader.FieldInfos.FieldInfo(term.Field), out list);
        return true;
    }

    private LengthNorms Norms(FieldScoring scoring)
    {
        foreach (var (known, norms) in _norms)
        {
            if (known == scoring)
                return norms;
        }
        var lengths = _postings.Lengths(scoring.LengthsField);
        var opened = new LengthNorms(lengths is null ? null : lengths.Address, lengths?.Width ?? 0, scoring.Bm25);
        _norms.Add((scoring, opened));
        return opened;
    }

    /// <summary>Makes the unit of the bounds as small as the leaves and rewards allow that documents can still have.</summary>
    public void SetUnits()
    {
        double total = 0;
        int count = 0;
        foreach (var leaf in _leaves)
        {
            total += leaf.IsVisited ? 0 : leaf.MaxWeight;
            count += leaf.IsVisited ? 0 : 1;
        }
        foreach (var reward in _rewards)
        {
            total += reward.IsLost ? 0 : reward.MaxWeight;
            count += reward.IsLost ? 0 : 1;
        }
        if (!(total > 0) || count > ScoreUnits.MaxLeaves)
            return;
        UnitSize = ScoreUnits.Size(total, count);
        foreach (var leaf in _leaves)
            leaf.UnitWeight = leaf.IsVisited ? (ushort)0 : ScoreUnits.Weight(leaf.MaxWeight, total, count);
        foreach (var reward in _rewards)
            reward.UnitWeight = reward.IsLost ? (ushort)0 : ScoreUnits.Weight(reward.MaxWeight, total, count);
    }

    /// <summary>The root matches whenever a document is scored, so that it needs no guard.</summary>
    private void DropRootGuards()
    {
        foreach (var leaf in _leaves)
            leaf.Guards = Without(leaf.Guards, Root);
    }

    private static MatchNode[] Without(MatchNode[] guards, MatchNode? root) =>
        guards.Length == 0 || guards[^1] != root ? guards : guards[..^1];
}
