namespace Search.Core.Analysis;

/// <summary>
/// Walks the tokens of one text in order. Moving only finds where a token begins and ends; its forms are computed when they
/// are asked for. Not thread-safe.
/// </summary>
internal sealed class TokenCursor : IDisposable
{
    /// <summary>A longer word is cut into pieces of this many code units, so that any form fits a term.</summary>
    public const int MaxTokenLength = 255;

    [ThreadStatic]
    private static StemTable? t_stems;

    private readonly char[] _stem = new char[StemTable.Width];
    private readonly char[] _exact = new char[MaxTokenLength * CharacterFolding.MaxExpansion];
    private string _text = "";
    private int _length;
    private TokenSpan _span;
    private int _next;
    private int _exactLength = -1;
    private bool _stemming;
    private bool _isOpen;

    internal TokenCursor()
    {
    }

    /// <summary>The token's number, from 0; no gaps.</summary>
    public int Position { get; private set; }

    /// <summary>The token's first code unit in the text.</summary>
    public int Start => _span.Start;

    /// <summary>One past the token's last code unit, possessives included.</summary>
    public int End => _span.End;

    /// <summary>The code units that the forms come from, without the possessive. Equal surfaces have equal forms.</summary>
    public ReadOnlySpan<char> Surface => _text.AsSpan(_span.Start, _span.CoreEnd - _span.Start);

    /// <summary>The exact form: case and accents folded, quotes unified, possessive kept off. Valid until the next move.</summary>
    public ReadOnlySpan<char> Exact
    {
        get
        {
            if (_exactLength < 0)
                _exactLength = Fold();
            return _exact.AsSpan(0, _exactLength);
        }
    }

    /// <summary>The stem; the exact form when stemming is off. Valid until the next move.</summary>
    public ReadOnlySpan<char> Stem
    {
        get
        {
            var exact = Exact;
            if (!_stemming)
                return exact;
            int length = (t_stems ??= new StemTable()).Stem(_exact, exact.Length, _stem);
            return length >= 0 ? _stem.AsSpan(0, length) : EnglishStemmer.Stem(exact);
        }
    }

    /// <summary>Moves to the next token; false at the end.</summary>
    public bool Next()
    {
        if (!Tokenizer.TryRead(_text.AsSpan(0, _length), _next, ref _span))
        {
            _next = _length;
            return false;
        }

        _next = _span.End;
        _exactLength = -1;
        Position++;
        return true;
    }

    /// <summary>Moves to the next token that may be wanted; false at the end. Passes over the others without a look at their forms.</summary>
    public bool Next(TokenFilter filter)
    {
        var text = _text.AsSpan(0, _length);
        TokenSpan span = default;
        int next = _next;
        int position = Position;
        while (Tokenizer.TryRead(text, next, ref span))
        {
            next = span.End;
            position++;
            if (filter.Passes(text, span))
            {
                _span = span;
                _next = next;
                _exactLength = -1;
                Position = position;
                return true;
            }
        }

        _next = _length;
        return false;
    }

    public void Dispose()
    {
        if (!_isOpen)
            return;
        _isOpen = false;
        _text = "";
        _length = 0;
        AnalysisChain.Return(this);
    }

    private int Fold()
    {
        int length = _span.CoreEnd - _span.Start;
        if (_span.Kind == TokenKind.Ascii && length <= WordRun.Width && _span.Start + WordRun.Width <= _length)
        {
            // What follows the word is folded along and left out.
            WordRun.Lower(_text.AsSpan(_span.Start), _exact);
            return length;
        }

        return TokenFolding.Fold(Surface, _span.Kind, _exact);
    }

    /// <summary>Starts over with the first <paramref name="length"/> code units of another text.</summary>
    internal void Open(string text, int length, bool stemming)
    {
        _text = text;
        _length = length;
        _stemming = stemming;
        _span = default;
        _next = 0;
        _exactLength = -1;
        Position = -1;
        _isOpen = true;
    }
}
