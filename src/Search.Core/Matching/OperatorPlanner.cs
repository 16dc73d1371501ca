using Search.Core.Language;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>
/// Plans operators on places in a text: the operands are required and score, and a set of documents says where the operator holds
/// (docs/decisions/0012-text-operators.md). Two plain words within a distance need no look at the text: positions in the index tell.
/// </summary>
internal sealed class OperatorPlanner(
    PlanningContext context, WordPlanner words, ITextConditions? texts, Func<QueryNode, IReadOnlyList<SearchedField>, PlanNode?> planLeaf)
{
    /// <summary>Null when the operands have nothing to look for.</summary>
    /// <param name="node">The operator with its operands.</param>
    /// <param name="fields">Where it looks.</param>
    /// <param name="excludes">Whether what it finds is excluded from the results.</param>
    public PlanNode? Plan(OperatorNode node, IReadOnlyList<SearchedField> fields, bool excludes)
    {
        if (Candidates(node, fields) is not { } candidates)
            return null;
        if (node.Operator == TextOperator.Within && IsPair(node, out _))
            return candidates;
        // The texts are read for the words that the candidates were looked for by.
        if (words.AreCapitalsThroughout)
            node = node with { AreCapitalsThroughout = true };
        if (texts is null)
        {
            context.Warn($"'{TextOperators.Write(node.Operator, node.Count)}' was not applied here.");
            return candidates;
        }
        return GroupPlan.AllOf([candidates, texts.Find(node, [.. fields.Concat(Named(node)).DistinctBy(field => field.Stems)], candidates, excludes, context.Warn)]);
    }

    /// <summary>The fields that operands name themselves.</summary>
    private IEnumerable<SearchedField> Named(QueryNode node) => node switch
    {
        OperatorNode operation => operation.Operands.SelectMany(Named),
        GroupNode group => group.Clauses.SelectMany(clause => Named(clause.Node)),
        FieldNode field => Named(field.Child).Prepend(SearchedField.Named(field.Field, context.Ranking)),
        _ => [],
    };

    /// <summary>All documents that a node can match and perhaps others, with the scores of its words.</summary>
    private PlanNode? Candidates(QueryNode node, IReadOnlyList<SearchedField> fields)
    {
        switch (node)
        {
            case OperatorNode operation:
                var operands = Candidates(operation.Operands, fields);
                // Asked for what an article needs, the operands say it.
                if (operands is not null && context.Asked is null && operation.Operator is TextOperator.Within or TextOperator.Before && IsPair(operation, out var pair))
                    operands.Add(Near(operation, pair, fields));
                return operands is null ? null : GroupPlan.AllOf(operands);
            case GroupNode { IsOr: true } alternatives:
                var known = alternatives.Clauses.Where(clause => clause.Occur != Occur.MustNot)
                    .Select(clause => Candidates(clause.Node, fields)).OfType<PlanNode>().ToList();
                return known.Count == 0 ? null : GroupPlan.AnyOf(known);
            case GroupNode group:
                var required = Candidates(group.Clauses.Where(clause => clause.Occur != Occur.MustNot).Select(clause => clause.Node), fields);
                return required is null ? null : GroupPlan.AllOf(required);
            case FieldNode field:
                return Candidates(field.Child, [SearchedField.Named(field.Field, context.Ranking)]);
            default:
                if (node is WordNode { Kind: WordKind.Plain } word)
                    words.NoteRare(word, fields);
                return planLeaf(node, fields);
        }
    }

    private List<PlanNode>? Candidates(IEnumerable<QueryNode> nodes, IReadOnlyList<SearchedField> fields)
    {
        var plans = new List<PlanNode>();
        context.Asked?.Open();
        foreach (var node in nodes)
        {
            context.Asked?.Open();
            var plan = Candidates(node, fields);
            context.Asked?.CloseClause(ClauseRole.Required, plan);
            if (plan is not null)
                plans.Add(plan);
        }
        context.Asked?.CloseGroup(minOptional: 0);
        return plans.Count == 0 ? null : plans;
    }

    private bool IsPair(OperatorNode node, out QueryWord[] pair)
    {
        pair = [];
        if (node.Operands is not [WordNode left, WordNode right] || !words.TryWord(left, out var first) || !words.TryWord(right, out var second))
            return false;
        pair = [first, second];
        return true;
    }

    /// <summary>
    /// A phrase of two words with a slop of n - 1 has the second from one to n words behind the first, or the first up to n - 2 behind the second.
    /// </summary>
    private FilterPlan Near(OperatorNode node, QueryWord[] pair, IReadOnlyList<SearchedField> fields)
    {
        var phrases = new List<PlanNode>();
        foreach (var field in fields)
        {
            words.AddRows(pair, field, node.Count - 1, weight: 1, phrases);
            if (node.Operator == TextOperator.Within)
                words.AddRows([pair[1], pair[0]], field, node.Count - 1, weight: 1, phrases);
        }
        return new FilterPlan(GroupPlan.AnyOf(phrases));
    }
}
