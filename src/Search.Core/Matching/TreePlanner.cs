using Search.Core.Language;
using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>Turns the syntax tree of one query into a plan. A node without anything to look for, such as punctuation, gives null and has no effect.</summary>
internal sealed class TreePlanner(
    PlanningContext context, QueryWords analysis, ConditionPlanner conditions, MatchMode match, int minimumShouldMatch, ITextConditions? texts = null)
{
    /// <summary>Each reward costs two walks through positions, and beyond so many words of a query closeness says little.</summary>
    private const int MaxRewards = 32;

    private readonly WordPlanner _words = new(context, analysis);
    private readonly List<ProximityReward> _rewards = [];
    private HashSet<(string, string)>? _rewarded;

    /// <summary>Those of the groups that were planned, inner groups first.</summary>
    public IReadOnlyList<ProximityReward> Rewards => _rewards;

    private bool All => match == MatchMode.All;

    public PlanNode? Plan(QueryNode root)
    {
        var fields = SearchedField.Default(context.Ranking);
        return root is GroupNode outermost
            ? PlanGroup(outermost, fields, isProhibited: false, minimumShouldMatch) : Plan(root, fields, All, isProhibited: false);
    }

    private PlanNode? Plan(QueryNode node, IReadOnlyList<SearchedField> fields, bool all, bool isProhibited) => node switch
    {
        WordNode word => PlanWord(word, fields, all, isProhibited, new WordRow(), default),
        PhraseNode phrase => _words.Phrase(phrase, fields),
        FieldNode field => Plan(field.Child, [SearchedField.Named(field.Field, context.Ranking)], all, isProhibited),
        ConditionNode condition => conditions.Plan(condition),
        OperatorNode operation => new OperatorPlanner(context, _words, texts, (leaf, where) => Plan(leaf, where, all: true, isProhibited: true)).Plan(operation, fields),
        GroupNode group => PlanGroup(group, fields, isProhibited, minimum: 0),
        _ => throw new ArgumentException($"{node.GetType().Name} is no known node.", nameof(node)),
    };

    private PlanNode? PlanGroup(GroupNode group, IReadOnlyList<SearchedField> fields, bool isProhibited, int minimum)
    {
        if (group.Clauses.Count == 0)
            return new NothingPlan();

        var clauses = new List<PlanClause>(group.Clauses.Count);
        var row = new WordRow();
        bool requiresWords = false;
        int optional = 0;
        string? joinedBefore = null;
        for (int i = 0; i < group.Clauses.Count; i++)
        {
            var (occur, node) = group.Clauses[i];
            string? joined = occur == Occur.MustNot || group.IsOr || i + 1 == group.Clauses.Count || group.Clauses[i + 1].Occur == Occur.MustNot
                ? null : analysis.Join(node, group.Clauses[i + 1].Node, fields);
            var neighbours = new NeighbourStems(joinedBefore, joined);
            joinedBefore = joined;
            bool isCondition = IsCondition(node);
            var role = occur switch
            {
                Occur.MustNot => ClauseRole.Prohibited,
                Occur.Must => ClauseRole.Required,
                _ when group.IsOr => ClauseRole.Optional,
                _ => isCondition || All ? ClauseRole.Required : ClauseRole.Optional,
            };
            bool prohibits = role == ClauseRole.Prohibited;
            var plan = node is WordNode word
                ? PlanWord(word, fields, occur == Occur.Must || (All && !prohibits), isProhibited || prohibits, row, neighbours)
                : Plan(node, fields, All, isProhibited || prohibits);
            if (node is not WordNode && !isCondition && !prohibits)
                row.Break();
            if (plan is null)
                continue;
            clauses.Add(new PlanClause(role, plan));
            requiresWords |= role == ClauseRole.Required && !isCondition;
            optional += role == ClauseRole.Optional ? 1 : 0;
        }

        if (!group.IsOr && !isProhibited)
            Reward(row, fields);
        minimum = Math.Min(optional, Math.Max(minimum, requiresWords ? 0 : 1));
        return clauses.Count == 0 ? null : new GroupPlan(clauses, minimum);
    }

    /// <summary>Plans a word; where it is several, such as <c>and/or</c>, <paramref name="all"/> says whether all of them are needed.</summary>
    private PlanNode? PlanWord(WordNode word, IReadOnlyList<SearchedField> fields, bool all, bool isProhibited, WordRow row, NeighbourStems joined)
    {
        var plans = new List<PlanNode>();
        var own = isProhibited ? new WordRow() : row;
        _words.Add(word, fields, plans, own, joined);
        // The parts of a fuzzy word or prefix are parts of one word.
        bool needsAll = all || word.Kind != WordKind.Plain;
        return plans.Count switch
        {
            0 => null,
            1 => plans[0],
            _ => needsAll ? GroupPlan.AllOf(plans) : GroupPlan.AnyOf(plans),
        };
    }

    /// <summary>Rewards each two neighbouring words of the row that stand close together in the body.</summary>
    private void Reward(WordRow row, IReadOnlyList<SearchedField> fields)
    {
        if (context.Ranking.ProximityWeight <= 0 || row.Neighbours.Count == 0 || !fields.Any(field => field.Stems == FieldNames.Body))
            return;
        var rewarded = _rewarded ??= [];
        foreach (var (first, second) in row.Neighbours)
        {
            if (_rewards.Count == MaxRewards)
                return;
            if (first == second || !rewarded.Add(string.CompareOrdinal(first, second) < 0 ? (first, second) : (second, first)))
                continue;
            var firstTerm = context.Term(FieldNames.Body, first);
            var secondTerm = context.Term(FieldNames.Body, second);
            if (firstTerm.DocFreq > 0 && secondTerm.DocFreq > 0)
                _rewards.Add(new ProximityReward(firstTerm, secondTerm, context.Scoring(FieldNames.Body), context.Ranking.ProximityWeight));
        }
    }

    /// <summary>Whether a node filters and does not score.</summary>
    private static bool IsCondition(QueryNode node) => node switch
    {
        ConditionNode => true,
        FieldNode field => IsCondition(field.Child),
        GroupNode { Clauses.Count: > 0 } group => group.Clauses.All(clause => IsCondition(clause.Node)),
        _ => false,
    };
}
