using Search.Core.Language;
using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>Turns the syntax tree of one query into a plan. A node without anything to look for, such as punctuation, gives null and has no effect.</summary>
internal sealed class TreePlanner(
    PlanningContext context, QueryWords analysis, SynonymPlanner synonyms, ConditionPlanner conditions, MatchMode match, int minimumShouldMatch, bool capitals,
    ITextConditions? texts = null)
{
    /// <summary>Each reward costs two walks through positions, and beyond so many words of a query closeness says little.</summary>
    private const int MaxRewards = 32;

    /// <summary>Words of more than a fourth of the articles are close to all others, which says nothing and costs most.</summary>
    private const int CommonShare = 4;

    /// <summary>In so few articles any word may be close to another at no cost.</summary>
    private const int FewArticles = 10_000;

    private readonly WordPlanner _words = new(context, analysis);
    private readonly List<ProximityReward> _rewards = [];
    private HashSet<(string, string)>? _rewarded;
    private bool _excludes;

    /// <summary>Those of the groups that were planned, inner groups first.</summary>
    public IReadOnlyList<ProximityReward> Rewards => _rewards;

    /// <summary>Whether a plain word of a group that was planned was one of several alternatives.</summary>
    public bool HasAlternatives { get; private set; }

    private bool All => match == MatchMode.All;

    public PlanNode? Plan(QueryNode root)
    {
        var fields = SearchedField.Default(context.Ranking);
        return root is GroupNode outermost
            ? PlanGroup(outermost, fields, isProhibited: false, minimumShouldMatch) : Plan(root, fields, All, isProhibited: false);
    }

    private PlanNode? Plan(QueryNode node, IReadOnlyList<SearchedField> fields, bool all, bool isProhibited) => node switch
    {
        WordNode word => PlanAlone(word, fields, all, isProhibited),
        PhraseNode phrase => _words.Phrase(phrase, fields),
        FieldNode field => Plan(field.Child, [SearchedField.Named(field.Field, context.Ranking)], all, isProhibited),
        ConditionNode condition => conditions.Plan(condition),
        OperatorNode operation => new OperatorPlanner(context, _words, texts, (leaf, where) => Plan(leaf, where, all: true, isProhibited: true)).Plan(operation, fields, _excludes),
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
        var quiet = QuietWords.Of(group, All, capitals, context.Vocabulary.StopWords);
        string? joinedBefore = null;
        context.Asked?.Open();
        for (int i = 0; i < group.Clauses.Count; i++)
        {
            var (occur, node) = group.Clauses[i];
            string? joined = JoinWithNext(group, i, fields);
            var neighbours = new NeighbourStems(joinedBefore, joined);
            joinedBefore = joined;
            bool isCondition = IsCondition(node);
            double weight = quiet.Weight(occur, node);
            var found = node is WordNode && occur != Occur.MustNot && !isProhibited ? FindSynonyms(group, i, quiet) : null;
            if (weight == 0 && found is null)
                continue;
            var role = occur switch
            {
                Occur.MustNot => ClauseRole.Prohibited,
                Occur.Must => ClauseRole.Required,
                _ when group.IsOr => ClauseRole.Optional,
                _ => isCondition || All ? ClauseRole.Required : ClauseRole.Optional,
            };
            bool prohibits = role == ClauseRole.Prohibited;
            PlanNode? plan;
            context.Asked?.Open();
            if (node is not WordNode word)
            {
                // What is excluded from what is excluded is not: other than isProhibited, it turns round each time.
                _excludes ^= prohibits;
                plan = Plan(node, fields, All, isProhibited || prohibits);
                _excludes ^= prohibits;
            }
            else
            {
                bool needsAll = occur == Occur.Must || (All && !prohibits);
                var use = new WordUse(weight, !isProhibited && !prohibits, quiet.AreMany && role == ClauseRole.Optional, neighbours, []);
                HasAlternatives |= use.IsRead && use.IsAmongOthers && word.Kind == WordKind.Plain;
                plan = found is not null
                    ? PlanWithSynonyms(group, i, found, fields, needsAll, row, use, quiet) : PlanWord(word, fields, needsAll, isProhibited || prohibits, row, use);
                i += found is null ? 0 : found.Count - 1;
            }
            // Words that there was no time to look up may have to be excluded: then everything is.
            if (prohibits && !_excludes && context.Budget.WasExceeded)
                plan = new EverythingPlan();
            context.Asked?.CloseClause(role, plan);
            // Asked for outside of the clause, because the next one may be this as well.
            if (found is { Count: > 1 })
                joinedBefore = JoinWithNext(group, i, fields);
            if (node is not WordNode && !isCondition && !prohibits)
                row.Break();
            if (plan is null)
                continue;
            clauses.Add(new PlanClause(role, plan));
            requiresWords |= role == ClauseRole.Required && !isCondition;
            optional += role == ClauseRole.Optional ? 1 : 0;
        }

        if (!group.IsOr && !isProhibited && context.Asked is null)
            Reward(row, fields);
        minimum = Math.Min(optional, Math.Max(minimum, requiresWords ? 0 : 1));
        context.Asked?.CloseGroup(minimum);
        return clauses.Count == 0 ? null : new GroupPlan(clauses, minimum);
    }

    /// <summary>Plans a word that is a query or an operand by itself.</summary>
    private PlanNode? PlanAlone(WordNode word, IReadOnlyList<SearchedField> fields, bool all, bool isProhibited)
    {
        var row = new WordRow();
        var use = WordUse.Plain with { IsRead = !isProhibited };
        return !isProhibited && synonyms.Find(word) is { } found
            ? PlanWithSynonyms(new GroupNode([new Clause(Occur.Should, word)]), 0, found, fields, all, row, use, default)
            : PlanWord(word, fields, all, isProhibited, row, use);
    }

    /// <summary>Plans a row of words of a group, and beside it what it stands for.</summary>
    private GroupPlan? PlanWithSynonyms(
        GroupNode group, int first, SynonymRow found, IReadOnlyList<SearchedField> fields, bool all, WordRow row, WordUse use, QuietWords quiet)
    {
        var parts = new List<PlanNode>(found.Count);
        if (found.Stems.Length == 1)
            use = use with { Synonyms = found.Synonyms };
        double before = _words.PlannedWeight;
        for (int i = first; i < first + found.Count; i++)
        {
            if (i > first)
                use = use with { Joined = new NeighbourStems(use.Joined.WithNext, JoinWithNext(group, i, fields)) };
            use = use with { Weight = quiet.Weight(group.Clauses[i].Occur, group.Clauses[i].Node) };
            if (use.Weight > 0 && group.Clauses[i].Node is WordNode word && PlanWord(word, fields, all, isProhibited: false, row, use) is { } plan)
                parts.Add(plan);
        }
        // Beyond the limit of words there is nothing that synonyms could stand for.
        if (parts.Count == 0)
            return null;
        var plans = new List<PlanNode> { parts.Count == 1 ? parts[0] : all ? GroupPlan.AllOf(parts) : GroupPlan.AnyOf(parts) };
        synonyms.Add(found, _words.PlannedWeight - before, fields, plans);
        return GroupPlan.AnyOf(plans);
    }

    /// <summary>
    /// The synonyms of a row of words of a group; of one word alone where the words are alternatives. Null for none, and for words that are all left out.
    /// </summary>
    private SynonymRow? FindSynonyms(GroupNode group, int first, QuietWords quiet)
    {
        var found = group.IsOr ? group.Clauses[first].Node is WordNode word ? synonyms.Find(word) : null : synonyms.Find(group, first);
        for (int i = first; found is not null && i < first + found.Count; i++)
        {
            if (quiet.Weight(group.Clauses[i].Occur, group.Clauses[i].Node) > 0)
                return found;
        }
        return null;
    }

    /// <summary>The stem of what a word of a group is together with the next one, written as one; null for none.</summary>
    private string? JoinWithNext(GroupNode group, int i, IReadOnlyList<SearchedField> fields) =>
        group.Clauses[i].Occur == Occur.MustNot || group.IsOr || i + 1 == group.Clauses.Count || group.Clauses[i + 1].Occur == Occur.MustNot
            ? null : analysis.Join(group.Clauses[i].Node, group.Clauses[i + 1].Node, fields);

    /// <summary>Plans a word; where it is several, such as <c>and/or</c>, <paramref name="all"/> says whether all of them are needed.</summary>
    private PlanNode? PlanWord(WordNode word, IReadOnlyList<SearchedField> fields, bool all, bool isProhibited, WordRow row, WordUse use)
    {
        var plans = new List<PlanNode>();
        var own = isProhibited ? new WordRow() : row;
        _words.Add(word, fields, plans, own, use);
        // The parts of a fuzzy word or prefix are parts of one word.
        bool needsAll = all || word.Kind != WordKind.Plain;
        return plans.Count switch
        {
            0 => null,
            1 => plans[0],
            _ => needsAll ? GroupPlan.AllOf(plans) : GroupPlan.AnyOf(plans),
        };
    }

    /// <summary>Rewards each two words of the row that stand close together in the body.</summary>
    private void Reward(WordRow row, IReadOnlyList<SearchedField> fields)
    {
        if (context.Ranking.ProximityWeight <= 0 || row.Pairs.Count == 0 || !fields.Any(field => field.Stems == FieldNames.Body))
            return;
        var rewarded = _rewarded ??= [];
        // Where title and body are one field, its frequencies bound those in the body.
        string field = context.StemFields(fields) is [{ Stems: FieldNames.TitleAndBody }] ? FieldNames.TitleAndBody : FieldNames.Body;
        foreach (var (first, second) in row.Pairs)
        {
            if (_rewards.Count == MaxRewards)
                return;
            if (first == second || !rewarded.Add(string.CompareOrdinal(first, second) < 0 ? (first, second) : (second, first)))
                continue;
            var firstTerm = context.Term(FieldNames.Body, first);
            var secondTerm = context.Term(FieldNames.Body, second);
            int most = Math.Max(FewArticles, context.Reader.MaxDoc / CommonShare);
            if (firstTerm.DocFreq > 0 && secondTerm.DocFreq > 0 && firstTerm.DocFreq <= most && secondTerm.DocFreq <= most)
            {
                _rewards.Add(new ProximityReward(
                    firstTerm, secondTerm, context.Scoring(field), context.Ranking.ProximityWeight, (context.Term(field, first), context.Term(field, second))));
            }
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
