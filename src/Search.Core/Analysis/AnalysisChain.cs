namespace Search.Core.Analysis;

/// <summary>The one chain from text to terms, for index and query alike. Immutable and thread-safe.</summary>
internal sealed class AnalysisChain
{
    public AnalysisChain(AnalysisOptions options) => Options = options;

    public AnalysisOptions Options { get; }

    /// <summary>Starts reading the tokens of a text; cursors may be pooled, so dispose them.</summary>
    public TokenCursor Open(string text) => throw new NotImplementedException();
}

/// <summary>Walks the tokens of one text in order. Not thread-safe.</summary>
internal sealed class TokenCursor : IDisposable
{
    /// <summary>Moves to the next token; false at the end.</summary>
    public bool Next() => throw new NotImplementedException();

    /// <summary>The token's number, from 0; no gaps.</summary>
    public int Position => throw new NotImplementedException();

    /// <summary>The token's first code unit in the text.</summary>
    public int Start => throw new NotImplementedException();

    /// <summary>One past the token's last code unit, possessives included.</summary>
    public int End => throw new NotImplementedException();

    /// <summary>The exact form: case and accents folded, quotes unified, possessive kept off. Valid until the next move.</summary>
    public ReadOnlySpan<char> Exact => throw new NotImplementedException();

    /// <summary>The stem; the exact form when stemming is off. Valid until the next move.</summary>
    public ReadOnlySpan<char> Stem => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
