using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Search.Core.Language;

namespace Search.Core.Tests.Language;

/// <summary>What holds for any string. CsCheck prints the seed of a failure.</summary>
public sealed partial class QueryParserPropertyTests
{
    private static readonly Dictionary<string, FieldType> Fields = new()
    {
        ["topic"] = FieldType.Keyword,
        ["lede"] = FieldType.Text,
        ["words"] = FieldType.Number,
        ["paid"] = FieldType.Boolean,
        ["seen"] = FieldType.Date,
    };

    private static readonly Gen<string> Piece = Gen.OneOf<string>(
        " ", " ", " ", "  ", "(", ")", "\"", "“", "”", "«", "+", "-", "~", "~1", "~99", "*", "?", "\\", ":", "[", "]", "[1 TO 2]",
        "AND", "OR", "NOT", " AND ", " OR ", " NOT ", "and", "title:", "body:", "source:", "author:", "after:", "before:2022",
        "topic:", "lede:", "words:", "paid:true", "seen:", "2022-05", "khan", "khan’s", "war-torn", "12:30", "x", "été", "日本", "😀", "\ud800", "\0", "\u200f", "'");

    private static readonly Gen<string> Text = Gen.OneOf(Piece.Array[0, 20].Select(string.Concat), Gen.String[0, 30], Gen.String[Gen.Char[" ()\"“+-~*?\\:[]ANDORTa1"], 0, 24]);

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Letters();

    [Fact]
    public void A_rendered_tree_parses_to_itself() => Text.Sample(text =>
    {
        var root = QueryParser.Parse(text, Fields, 1024).Root;
        string rendered = QueryRenderer.Render(root);
        var again = QueryParser.Parse(rendered, Fields, 1024);
        Assert.Equal(root, again.Root);
        Assert.Equal(rendered, QueryRenderer.Render(again.Root));
    }, iter: 10_000);

    [Fact]
    public void Every_word_is_in_the_tree_or_warned_of() => Text.Sample(text =>
    {
        var parsed = QueryParser.Parse(text, Fields, 1024);
        if (parsed.Warnings.Count > 0 || parsed.Root is null)
            return;
        var leaves = new StringBuilder();
        Collect(parsed.Root, leaves);
        string represented = leaves.Replace("\\", "").ToString();
        foreach (Match match in Letters().Matches(text.Replace("\\", "", StringComparison.Ordinal)))
        {
            // Operators and names of fields are represented by their effect.
            Assert.True(QuerySyntax.IsOperator(match.Value) || represented.Contains(match.Value, StringComparison.Ordinal)
                || QuerySyntax.TextFields.Concat(QuerySyntax.ConditionFields).Concat(Fields.Keys).Contains(match.Value, StringComparer.OrdinalIgnoreCase), match.Value);
        }
    }, iter: 10_000);

    [Fact]
    public void A_query_parses_the_same_every_time() => Text.Sample(text =>
    {
        var first = QueryParser.Parse(text, Fields, 8);
        var second = QueryParser.Parse(text, Fields, 8);
        Assert.Equal(first.Root, second.Root);
        Assert.Equal(first.Warnings, second.Warnings);
        Assert.True(CountLeaves(first.Root) <= 8);
    }, iter: 5_000);

    public static TheoryData<string> Nasty => new("(", ")", "\"", "“", "-", "~", "*", ":", "-~*:", "\\", "a:(", "title:", "title:(", "words:[", "NOT ", "a OR ", "a AND ",
        "-(", "+\"", "\"a\"~", "a~9", "(a OR ", "source:(", "- + ", "?x", "((a) ", "\\\"", "AND ", "title:title:", "\ud800", "[1 TO ");

    [Theory]
    [MemberData(nameof(Nasty))]
    public void Repetition_costs_linear_work(string piece)
    {
        // No clock: a parser that is not linear would not end within any patience on that many characters.
        string text = string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length));
        var parsed = QueryParser.Parse(text, Fields, 1024);
        Assert.True(parsed.Warnings.Count <= 11);
        Assert.True(CountLeaves(parsed.Root) <= 1024);
        string rendered = QueryRenderer.Render(parsed.Root);
        Assert.Equal(parsed.Root, QueryParser.Parse(rendered, Fields, 1024).Root);
    }

    private static int CountLeaves(QueryNode? node) => node switch
    {
        null => 0,
        GroupNode group => group.Clauses.Sum(clause => CountLeaves(clause.Node)),
        FieldNode field => CountLeaves(field.Child),
        _ => 1,
    };

    private static void Collect(QueryNode node, StringBuilder text)
    {
        switch (node)
        {
            case WordNode word:
                text.Append(word.Text).Append(' ');
                break;
            case PhraseNode phrase:
                text.Append(phrase.Text).Append(' ');
                break;
            case ConditionNode condition:
                text.Append(condition.Value).Append(' ');
                break;
            case FieldNode field:
                Collect(field.Child, text);
                break;
            case GroupNode group:
                foreach (var clause in group.Clauses)
                    Collect(clause.Node, text);
                break;
        }
    }
}
