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
    private readonly char[] _lower = new char[MaxTokenLength];
    private readonly char[] _joined = new char[JoinedForms.MaxLength * OtherWritings.MaxExpansion];
    private readonly char[] _exact = new char[MaxTokenLength * CharacterFolding.MaxExpansion];
    private string _text = "";
    private int _length;
    private TokenSpan _span;
    private int _next;
    private int _exactLength = -1;
    private NewsRules _rules;
    private EnglishStemmer? _stemmer;
    private LanguageStemmer? _language;
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
            if (_stemmer is null)
                return exact;
            if (_span.Kind == TokenKind.Magnitude)
                return Magnitudes.WordFor(exact);
            if (_language is not null)
                return _language.Stem(Lower());
            var stems = t_stems;
            if (stems?.Stemmer != _stemmer)
                t_stems = stems = new StemTable(_stemmer);
            int length = stems.Stem(_exact, exact.Length, _stem);
            return length >= 0 ? _stem.AsSpan(0, length) : _stemmer.Stem(exact);
        }
    }

    /// <summary>Whether the stem follows from the exact form alone, as it does in English but for magnitudes.</summary>
    public bool StemFollowsFromExact => _language is null && _span.Kind != TokenKind.Magnitude;

    /// <summary>Whether the token's letters alone do not say what its forms are: equal surfaces of one kind have equal forms.</summary>
    public bool IsMagnitude => _span.Kind == TokenKind.Magnitude;

    /// <summary>Whether dots part the token's letters.</summary>
    public bool HasInitials => _span.Kind == TokenKind.Initials;

    /// <summary>Moves to the next token; false at the end.</summary>
    public bool Next()
    {
        if (!Tokenizer.TryRead(_text.AsSpan(0, _length), _next, _rules, ref _span))
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
        while (Tokenizer.TryRead(text, next, _rules, ref span))
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

    /// <summary>The acronym, in capitals, that the token is by its sense (<see cref="NewsRules.Acronyms"/>): a further exact form.</summary>
    public bool TryAcronym(out ReadOnlySpan<char> acronym) => TryAcronym(out acronym, out _);

    /// <summary>The acronym that the token is by its sense, and where it ends: spaced initials (<c>U. S.</c>) are tokens of their own, of which the first is the acronym.</summary>
    /// <param name="acronym">The acronym, in capitals.</param>
    /// <param name="end">One past the last code unit of its last letter, possessives included.</param>
    public bool TryAcronym(out ReadOnlySpan<char> acronym, out int end)
    {
        acronym = default;
        end = _span.End;
        if (!char.IsAsciiLetterUpper(_text[_span.Start]) || !_rules.Has(NewsRules.Acronyms))
            return false;
        var text = _text.AsSpan(0, _length);
        string? found = null;
        if (_span.CoreEnd - _span.Start > 1)
        {
            found = Acronyms.Find(text, _span);
        }
        else if (JoinedForms.TryFind(text, _span, _rules & NewsRules.Initials, out var last))
        {
            found = Acronyms.OfInitials(text[_span.Start..last.End]);
            end = found is null ? end : last.End;
        }
        acronym = found;
        return found is not null;
    }

    /// <summary>
    /// The stem of the word that the token and those after it make when they are written as one (<c>post-war</c>, <c>J. K.</c>), or that of another
    /// writing of the token alone (<see cref="OtherWritings"/>): a further stem of the token.
    /// </summary>
    /// <param name="joined">The stem; valid until the next move.</param>
    /// <param name="end">One past the last code unit of the word's last part: the token's own end where it is another writing.</param>
    public bool TryJoined(out ReadOnlySpan<char> joined, out int end)
    {
        joined = default;
        end = _span.End;
        var text = _text.AsSpan(0, _length);
        if (end + 1 >= text.Length || _text[end] is not ('-' or '.' or '\u2010' or '\u2011' or '\u2013') || !JoinedForms.TryFind(text, _span, _rules, out var last))
            return OtherWritings.MayHave(text, _span) && TryOtherWriting(text, out joined);
        end = last.End;
        int length = JoinedForms.Fold(text, _span, last, _joined);
        var exact = _joined.AsSpan(0, length);
        joined = _stemmer is null ? exact : _language is not null ? _language.Stem(exact) : _stemmer.Stem(exact);
        return !joined.SequenceEqual(Stem);
    }

    private bool TryOtherWriting(ReadOnlySpan<char> text, out ReadOnlySpan<char> stem)
    {
        stem = default;
        // Stemmers of other languages know their own letters.
        if (_stemmer is null || _language is not null)
            return false;
        int length = OtherWritings.Write(text, _span, _rules, _joined);
        if (length == 0)
            return false;
        stem = _stemmer.Stem(_joined.AsSpan(0, length));
        return !stem.SequenceEqual(Stem);
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

    /// <summary>
    /// The word in lower case with its accents, which stemmers of other languages read; without them where they stand apart from their letters,
    /// since these stemmers know letters of one piece.
    /// </summary>
    private ReadOnlySpan<char> Lower()
    {
        if (_span.Kind != TokenKind.Word)
            return Exact;
        int length = 0;
        foreach (char c in Surface)
        {
            switch (CharacterClasses.Of(c))
            {
                case CharacterClass.Mark or CharacterClass.Surrogate:
                    return Exact;
                case CharacterClass.Apostrophe:
                    _lower[length++] = '\'';
                    break;
                case CharacterClass.Letter or CharacterClass.Digit or CharacterClass.Dot:
                    _lower[length++] = char.ToLowerInvariant(c);
                    break;
            }
        }

        return _lower.AsSpan(0, length);
    }

    /// <summary>Starts over with the first <paramref name="length"/> code units of another text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">How much of it is read.</param>
    /// <param name="chain">The rules.</param>
    /// <param name="language">The language of its words; null for English.</param>
    internal void Open(string text, int length, AnalysisChain chain, LanguageStemmer? language)
    {
        _text = text;
        _length = length;
        _rules = chain.Rules;
        _stemmer = chain.Stemmer;
        _language = language;
        _span = default;
        _next = 0;
        _exactLength = -1;
        Position = -1;
        _isOpen = true;
    }
}
