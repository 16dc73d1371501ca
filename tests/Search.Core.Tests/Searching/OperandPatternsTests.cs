using Search.Core.Language;
using Search.Core.Searching;
using Search.Core.Tests.Highlighting;

namespace Search.Core.Tests.Searching;

/// <summary>Operands are read as retrieval reads them, in the language of each text.</summary>
public sealed class OperandPatternsTests
{
    [Theory]
    [InlineData("Haus w/s Garten", true, true)]
    [InlineData("Häuser pre/5 Gärten", true, true)]
    [InlineData("atleast2(haus)", false, false)]
    [InlineData("garden w/s house", false, false)]
    public void Words_match_by_the_stems_of_the_language_of_a_text(string query, bool one, bool many)
    {
        var look = Look(query);
        Assert.Equal(one, look("Das Haus hat einen Garten.", "de"));
        Assert.Equal(many, look("Die Häuser und die Gärten sind schön.", "de"));
        // A text in English between two in German, and back.
        Assert.Equal(query.StartsWith("garden", StringComparison.Ordinal), look("The houses have gardens.", null));
        Assert.Equal(one, look("Ein Haus und sein Garten.", "de-AT"));
    }

    private static Func<string, string?, bool> Look(string query)
    {
        var node = Assert.IsType<OperatorNode>(QueryParser.Parse(query, new Dictionary<string, FieldType>(), 1_024).Root);
        var operands = new OperandPatterns(Highlights.Chain, _ => true);
        operands.Add(node);
        var tokens = new TextTokens(Highlights.Chain, operands);
        var evaluator = new OperatorEvaluator(operands, tokens);
        return (text, language) =>
        {
            tokens.Read(text, Highlights.Chain.LanguageOf(language));
            return evaluator.CountIn(node, "body") > 0;
        };
    }
}
