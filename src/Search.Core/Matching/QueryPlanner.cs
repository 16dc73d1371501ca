using Lucene.Net.Index;
using Search.Core.Analysis;
using Search.Core.Language;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>Makes plans: analyses the words of a query, gives them fields and weights, and adds the conditions. Immutable and thread-safe.</summary>
internal sealed class QueryPlanner(AnalysisChain chain, RankingOptions ranking, SearchLimits limits)
{
    /// <summary>Makes the plan of a query over a snapshot.</summary>
    /// <param name="reader">The snapshot.</param>
    /// <param name="query">The parsed query; one without a tree matches everything.</param>
    /// <param name="conditions">What is asked for beside the query text.</param>
    /// <param name="fields">The caller's fields.</param>
    /// <param name="budget">Bounds the looking up of prefixes and fuzzy words.</param>
    /// <param name="warnings">Gets what could not be done as asked.</param>
    /// <param name="texts">Looks at texts for operators that the index alone cannot answer; null where these are not applied.</param>
    /// <param name="rareWords">Gets the words that few articles have; null where that is not wanted.</param>
    /// <exception cref="FormatException">A condition does not fit the fields; the message says what to change.</exception>
    public QueryPlan Plan(
        IndexReader reader, ParsedQuery query, SearchConditions conditions, IReadOnlyDictionary<string, FieldType> fields,
        SearchBudget budget, ICollection<string> warnings, ITextConditions? texts = null, ICollection<RareWord>? rareWords = null)
    {
        var context = new PlanningContext(reader, ranking, limits, budget, warnings, conditions.Vocabulary, conditions.Typos) { RareWords = rareWords, Related = conditions.Related };
        return Plan(context, query, conditions, fields, texts);
    }

    /// <summary>
    /// What an article has to have one of to be found by a query, whatever else the archive has. Misspellings are left out: they depend on the archive.
    /// </summary>
    /// <param name="reader">A snapshot, for the languages of the archive and to tell rare words from frequent ones; what it has does not count otherwise.</param>
    /// <param name="query">The parsed query.</param>
    /// <param name="conditions">What is asked for beside the query text.</param>
    /// <param name="fields">The caller's fields.</param>
    /// <exception cref="FormatException">A condition does not fit the fields; the message says what to change.</exception>
    public NeededTerms Ask(IndexReader reader, ParsedQuery query, SearchConditions conditions, IReadOnlyDictionary<string, FieldType> fields)
    {
        var asked = new AskedTerms(reader);
        var context = new PlanningContext(
            reader, ranking, limits, new SearchBudget(Timeout.InfiniteTimeSpan, CancellationToken.None), [], conditions.Vocabulary, typos: false, asked)
        { Related = conditions.Related };
        return asked.Close(Plan(context, query, conditions, fields, texts: null).Root);
    }

    private QueryPlan Plan(
        PlanningContext context, ParsedQuery query, SearchConditions conditions, IReadOnlyDictionary<string, FieldType> fields, ITextConditions? texts)
    {
        var conditionPlanner = new ConditionPlanner(context, chain, fields);
        context.Asked?.Open();
        var filters = conditionPlanner.Plan(conditions);
        if (query.Root is null)
        {
            context.Asked?.CloseGroup(minOptional: 0);
            return new QueryPlan(filters.Count == 0 ? new EverythingPlan() : GroupPlan.AllOf(filters), []);
        }

        var words = new QueryWords(context, chain, query.Root);
        var treePlanner = new TreePlanner(context, words, new SynonymPlanner(context, chain), conditionPlanner,
            conditions.Match, conditions.MinimumShouldMatch, !words.AreCapitalsThroughout, texts);
        context.Asked?.Open();
        var root = treePlanner.Plan(query.Root);
        context.Asked?.CloseClause(ClauseRole.Required, root);
        context.Asked?.CloseGroup(minOptional: 0);
        if (root is null || query.Root is GroupNode { Clauses.Count: 0 })
        {
            context.Warn("The query has no words to search for.");
            return new QueryPlan(new NothingPlan(), []);
        }
        // The filters join the outermost group, which leaves its words what they are to each other.
        var group = root as GroupPlan ?? GroupPlan.AnyOf([root]);
        if (filters.Count > 0)
            group = new GroupPlan([.. group.Clauses, .. filters.Select(filter => new PlanClause(ClauseRole.Required, filter))], group.MinOptional);
        return new QueryPlan(group, treePlanner.Rewards) { HasAlternatives = treePlanner.HasAlternatives };
    }
}
