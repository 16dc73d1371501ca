using System.Buffers;
using System.Text;

namespace Search.Core.Language;

/// <summary>Writes a tree as query text that parses to the same tree.</summary>
internal static class QueryRenderer
{
    private static readonly SearchValues<char> AlwaysEscaped = SearchValues.Create("\\():*?~");

    /// <summary>The text; empty for no tree.</summary>
    public static string Render(QueryNode? root)
    {
        var text = new StringBuilder();
        if (root is GroupNode group)
            AppendClauses(text, group);
        else if (root is not null)
            Append(text, root);
        return text.ToString();
    }

    private static void Append(StringBuilder text, QueryNode node)
    {
        switch (node)
        {
            case WordNode word:
                AppendWord(text, word);
                break;
            case PhraseNode phrase:
                AppendQuoted(text, phrase.Text);
                if (phrase.Slop > 0)
                    text.Append('~').Append(phrase.Slop);
                break;
            case ConditionNode condition:
                text.Append(condition.Field).Append(':');
                AppendQuoted(text, condition.Value);
                break;
            case FieldNode { Child: WordNode or PhraseNode or GroupNode } field:
                text.Append(field.Field).Append(':');
                Append(text, field.Child);
                break;
            case FieldNode field:
                text.Append(field.Field).Append(":(");
                Append(text, field.Child);
                text.Append(')');
                break;
            case OperatorNode { Operator: TextOperator.Within or TextOperator.Before } near:
                AppendNear(text, near);
                break;
            case OperatorNode { Operands: [var left, var right] } pair:
                AppendOperand(text, left);
                text.Append(pair.Operator == TextOperator.Sentence ? " w/s " : " w/p ");
                AppendOperand(text, right);
                break;
            case OperatorNode function:
                text.Append(TextOperators.Write(function.Operator, function.Count)).Append('(');
                if (function.Operands[0] is GroupNode inner)
                    AppendClauses(text, inner);
                else
                    Append(text, function.Operands[0]);
                text.Append(')');
                break;
            case GroupNode group:
                text.Append('(');
                AppendClauses(text, group);
                text.Append(')');
                break;
            default:
                throw new ArgumentException($"{node.GetType().Name} is no known node.", nameof(node));
        }
    }

    private static void AppendNear(StringBuilder text, OperatorNode near)
    {
        AppendOperand(text, near.Operands[0]);
        text.Append(' ').Append(TextOperators.Write(near.Operator, near.Count)).Append(' ');
        AppendOperand(text, near.Operands[1]);
    }

    /// <summary>What operators chain needs parentheses on neither side of a word.</summary>
    private static void AppendOperand(StringBuilder text, QueryNode operand)
    {
        bool isChain = operand is OperatorNode { Operands.Count: 2 };
        text.Append(isChain ? "(" : "");
        Append(text, operand);
        text.Append(isChain ? ")" : "");
    }

    private static void AppendClauses(StringBuilder text, GroupNode group)
    {
        // Nothing to look for: an empty phrase says that and has no words.
        if (group.Clauses.Count == 0)
            text.Append("\"\"");
        for (int i = 0; i < group.Clauses.Count; i++)
        {
            if (i > 0)
                text.Append(group.IsOr ? " OR " : " ");
            text.Append(group.Clauses[i].Occur switch { Occur.Must => "+", Occur.MustNot => "-", _ => "" });
            Append(text, group.Clauses[i].Node);
        }
    }

    private static void AppendWord(StringBuilder text, WordNode word)
    {
        if (word.Kind == WordKind.Wildcard)
        {
            text.Append(word.Text);
            return;
        }
        if (word.Kind == WordKind.Plain && (QuerySyntax.IsOperator(word.Text) || TextOperators.TryReadNear(word.Text, out _, out _)))
            text.Append('\\');
        for (int i = 0; i < word.Text.Length; i++)
        {
            char c = word.Text[i];
            if (AlwaysEscaped.Contains(c) || QuerySyntax.IsQuote(c) || char.IsWhiteSpace(c) || (i == 0 && (QuerySyntax.IsSign(c) || c == '[')))
                text.Append('\\');
            text.Append(c);
        }
        if (word.Kind == WordKind.Prefix)
            text.Append('*');
        else if (word.Kind == WordKind.Fuzzy)
            text.Append('~').Append(word.MaxEdits);
    }

    private static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            if (c == '\\' || QuerySyntax.IsQuote(c))
                text.Append('\\');
            text.Append(c);
        }
        text.Append('"');
    }
}
