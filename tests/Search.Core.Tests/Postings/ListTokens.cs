using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Search.Core.Tests.Postings;

/// <summary>Gives the tokens of a test's document at the positions that the test says.</summary>
internal sealed class ListTokens : TokenStream
{
    private readonly List<(string Term, int Position)> _tokens;
    private readonly ICharTermAttribute _term;
    private readonly IPositionIncrementAttribute _increment;
    private int _next;
    private int _position = -1;

    public ListTokens(List<(string Term, int Position)> tokens)
    {
        _tokens = tokens;
        _term = AddAttribute<ICharTermAttribute>();
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    public override void Reset()
    {
        base.Reset();
        _next = 0;
        _position = -1;
    }

    public override bool IncrementToken()
    {
        if (_next == _tokens.Count)
            return false;
        ClearAttributes();
        var (term, position) = _tokens[_next++];
        _term.SetEmpty().Append(term);
        _increment.PositionIncrement = position - _position;
        _position = position;
        return true;
    }
}
