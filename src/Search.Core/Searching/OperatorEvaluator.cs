using Search.Core.Language;

namespace Search.Core.Searching;

/// <summary>Where something stands in a text: from its first token to its last.</summary>
internal readonly record struct PlaceSpan(int First, int Last);

/// <summary>Says where operands and operators match in a text: every node of the tree is a set of spans of tokens. Not thread-safe.</summary>
internal sealed class OperatorEvaluator(OperandPatterns operands, TextTokens tokens)
{
    /// <summary>A text with more places than this has been looked at enough.</summary>
    private const int MaxSpans = 10_000;

    private string _field = "";

    /// <summary>How often, and thereby whether, a node matches in the text that was read.</summary>
    /// <param name="node">The node.</param>
    /// <param name="field">The name of the text's field.</param>
    public int CountIn(QueryNode node, string field)
    {
        _field = field;
        return Spans(node).Count;
    }

    private HashSet<PlaceSpan> Spans(QueryNode node) => node switch
    {
        WordNode or PhraseNode => Rows(node),
        FieldNode field => field.Field == _field ? Spans(field.Child) : [],
        GroupNode group => Union(group),
        OperatorNode { Operator: TextOperator.Within or TextOperator.Before } near => Near(near),
        OperatorNode { Operator: TextOperator.Sentence } sentence => InUnits(sentence, tokens.Sentences()),
        OperatorNode { Operator: TextOperator.Paragraph } paragraph => InUnits(paragraph, tokens.Paragraphs()),
        OperatorNode { Operator: TextOperator.AtLeast } atLeast => Spans(atLeast.Operands[0]) is var spans && spans.Count >= atLeast.Count ? spans : [],
        OperatorNode { Operator: TextOperator.First } first => [.. Spans(first.Operands[0]).Where(span => span.Last < first.Count)],
        OperatorNode { Operator: TextOperator.Caps } caps => [.. Spans(caps.Operands[0]).Where(span => All(span, tokens.HasCapital))],
        OperatorNode { Operator: TextOperator.AllCaps } caps => [.. Spans(caps.Operands[0]).Where(span => All(span, tokens.IsAllCapitals))],
        _ => [],
    };

    private HashSet<PlaceSpan> Rows(QueryNode leaf)
    {
        var spans = new HashSet<PlaceSpan>();
        foreach (int[] row in operands.RowsOf(leaf))
        {
            if (row.Length == 0)
                continue;
            foreach (int first in tokens.Of(row[0]))
            {
                int length = 1;
                while (length < row.Length && tokens.Is(first + length, row[length]))
                    length++;
                if (length == row.Length && spans.Count < MaxSpans)
                    spans.Add(new PlaceSpan(first, first + length - 1));
            }
        }
        return spans;
    }

    private HashSet<PlaceSpan> Union(GroupNode group)
    {
        var spans = new HashSet<PlaceSpan>();
        foreach (var clause in group.Clauses)
        {
            if (clause.Occur != Occur.MustNot)
                spans.UnionWith(Spans(clause.Node));
        }
        return spans;
    }

    /// <summary>The stretches from one operand to the other, which do not overlap.</summary>
    private HashSet<PlaceSpan> Near(OperatorNode near)
    {
        var left = Spans(near.Operands[0]);
        PlaceSpan[] right = [.. Spans(near.Operands[1]).OrderBy(span => span.First)];
        int longest = right.Length == 0 ? 0 : right.Max(span => span.Last - span.First);
        var spans = new HashSet<PlaceSpan>();
        foreach (var one in left)
        {
            // What begins before this ends too far in front.
            int first = near.Operator == TextOperator.Within ? one.First - near.Count - longest : one.Last + 1;
            for (int i = From(right, first); i < right.Length && spans.Count < MaxSpans; i++)
            {
                var other = right[i];
                if (other.First - one.Last > near.Count)
                    break;
                if (other.First > one.Last)
                    spans.Add(new PlaceSpan(one.First, other.Last));
                else if (near.Operator == TextOperator.Within && other.Last < one.First && one.First - other.Last <= near.Count)
                    spans.Add(new PlaceSpan(other.First, one.Last));
            }
        }
        return spans;
    }

    /// <summary>The first of some spans that begins at a token or behind it.</summary>
    private static int From(PlaceSpan[] spans, int token)
    {
        int low = 0;
        for (int high = spans.Length; low < high;)
        {
            int middle = (low + high) >>> 1;
            if (spans[middle].First < token)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>The sentences or paragraphs where all operands are.</summary>
    private HashSet<PlaceSpan> InUnits(OperatorNode operation, List<int> units)
    {
        HashSet<int>? common = null;
        foreach (var operand in operation.Operands)
        {
            var found = UnitsOf(operand, units);
            if (common is null)
                common = found;
            else
                common.IntersectWith(found);
        }
        var spans = new HashSet<PlaceSpan>();
        for (int first = 0, last; first < units.Count && common!.Count > 0; first = last + 1)
        {
            last = first;
            while (last + 1 < units.Count && units[last + 1] == units[first])
                last++;
            if (common.Contains(units[first]))
                spans.Add(new PlaceSpan(first, last));
        }
        return spans;
    }

    /// <summary>The units where an operand is: within a group all that is side by side, without what is excluded.</summary>
    private HashSet<int> UnitsOf(QueryNode operand, List<int> units)
    {
        if (operand is not GroupNode group)
            return [.. Spans(operand).Where(span => units[span.First] == units[span.Last]).Select(span => units[span.First])];
        HashSet<int>? found = null;
        foreach (var clause in group.Clauses.Where(clause => clause.Occur != Occur.MustNot && clause.Node is not ConditionNode))
        {
            var those = UnitsOf(clause.Node, units);
            if (found is null)
                found = those;
            else if (group.IsOr)
                found.UnionWith(those);
            else
                found.IntersectWith(those);
        }
        found ??= [];
        foreach (var clause in group.Clauses.Where(clause => clause.Occur == Occur.MustNot))
            found.ExceptWith(UnitsOf(clause.Node, units));
        return found;
    }

    private static bool All(PlaceSpan span, Func<int, bool> holds)
    {
        for (int token = span.First; token <= span.Last; token++)
        {
            if (!holds(token))
                return false;
        }
        return true;
    }
}
