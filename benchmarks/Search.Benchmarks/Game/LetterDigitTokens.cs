using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Search.Core.Analysis;

namespace Search.Benchmarks.Game;

/// <summary>The words of <see cref="LetterDigitWords"/> as the indexer reads them; one object for each thread, opened for text after text.</summary>
internal sealed class LetterDigitTokens : TokenStream
{
    private readonly LetterDigitWords _words = new();
    private readonly Utf8TermAttribute _term = new();
    private readonly IPositionIncrementAttribute _increment;
    private string _text = "";

    public LetterDigitTokens()
    {
        AddAttributeImpl(_term);
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    public void SetText(string text) => _text = text;

    public override void Reset()
    {
        base.Reset();
        _words.Open(_text);
    }

    public override bool IncrementToken()
    {
        if (!_words.Next())
            return false;
        _term.Set(_words.Word);
        // The end of the text before set it to 0.
        _increment.PositionIncrement = 1;
        return true;
    }
}
