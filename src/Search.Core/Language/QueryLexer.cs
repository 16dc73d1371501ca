using System.Text;

namespace Search.Core.Language;

/// <summary>
/// Cuts a query into tokens in one pass. Whatever has no meaning at its place is a word. Each character is looked at a bounded
/// number of times: the places of the last quotes are found beforehand, so that no search for a closing one fails twice.
/// </summary>
internal ref struct QueryLexer
{
    /// <summary>So many initials with spaces between them are one word in texts.</summary>
    private const int MostInitials = 4;

    private readonly ReadOnlySpan<char> _text;
    private readonly IReadOnlyDictionary<string, FieldType> _callerFields;
    private readonly QueryWarnings _warnings;
    private readonly List<QueryToken> _tokens = [];
    private readonly int _lastStraightQuote = -1;
    private readonly int _lastQuote = -1;
    private readonly bool _hasOperators;
    private int _at;

    private QueryLexer(string text, IReadOnlyDictionary<string, FieldType> callerFields, QueryWarnings warnings)
    {
        _text = text;
        _callerFields = callerFields;
        _warnings = warnings;
        _hasOperators = !QuerySyntax.IsShouted(text);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                _lastQuote = _lastStraightQuote = i;
            else if (QuerySyntax.IsQuote(text[i]))
                _lastQuote = i;
        }
    }

    public static List<QueryToken> Read(string text, IReadOnlyDictionary<string, FieldType> callerFields, QueryWarnings warnings)
    {
        var lexer = new QueryLexer(text, callerFields, warnings);
        lexer.ReadAll();
        return lexer._tokens;
    }

    private void ReadAll()
    {
        while (_at < _text.Length)
        {
            char c = _text[_at];
            if (char.IsWhiteSpace(c))
                _at++;
            else if (c is '(' or ')')
            {
                _tokens.Add(new QueryToken(c == '(' ? TokenKind.Open : TokenKind.Close, c.ToString()));
                _at++;
            }
            else if (QuerySyntax.IsQuote(c))
                ReadQuote();
            else if (QuerySyntax.IsSign(c) && IsAtClauseStart())
                ReadSigns();
            else if (!TryReadField())
                ReadWord(isOperand: false);
        }
    }

    private readonly bool IsAtClauseStart() =>
        _at == 0 || char.IsWhiteSpace(_text[_at - 1]) || _text[_at - 1] == '(';

    /// <summary>One sign before something is an operator. Several (a typed dash), or one before nothing, mean nothing.</summary>
    private void ReadSigns()
    {
        int start = _at;
        while (_at < _text.Length && QuerySyntax.IsSign(_text[_at]))
            _at++;
        bool isOperator = _at - start == 1 && _at < _text.Length && _text[_at] != ')' && !char.IsWhiteSpace(_text[_at]);
        if (isOperator)
            _tokens.Add(new QueryToken(_text[start] == '+' ? TokenKind.Plus : TokenKind.Minus, _text[start].ToString()));
        if (_at < _text.Length && !QuerySyntax.EndsWord(_text[_at]) && !TryReadField())
            ReadWord(isOperand: isOperator);
    }

    /// <summary>Reads a known <c>name:</c> that something follows, and a word, range or phrase that does.</summary>
    private bool TryReadField()
    {
        int colon = _at;
        while (colon < _text.Length && QuerySyntax.IsNameCharacter(_text[colon]))
            colon++;
        if (colon == _at || colon == _text.Length || _text[colon] != ':' || FieldName(_text[_at..colon].ToString()) is not { } name)
            return false;
        if (colon + 1 == _text.Length || _text[colon + 1] == ')' || char.IsWhiteSpace(_text[colon + 1]))
        {
            _warnings.Add($"'{name}:' was searched as a word: nothing follows it directly.");
            return false;
        }

        _at = colon + 1;
        _tokens.Add(new QueryToken(TokenKind.Field, name));
        if (_text[_at] == '[' && IsRangeField(name) && _text.Slice(_at, Math.Min(QuerySyntax.MaxRangeLength, _text.Length - _at)).IndexOf(']') is > 0 and var end)
        {
            _tokens.Add(new QueryToken(TokenKind.Range, _text.Slice(_at, end + 1).ToString()));
            _at += end + 1;
        }
        else if (!QuerySyntax.EndsWord(_text[_at]))
            ReadWord(isOperand: true);
        return true;
    }

    private readonly string? FieldName(string typed)
    {
        if (_callerFields.ContainsKey(typed))
            return typed;
        foreach (string[] names in (ReadOnlySpan<string[]>)[QuerySyntax.TextFields, QuerySyntax.ConditionFields])
        {
            foreach (string name in names)
            {
                if (name.Equals(typed, StringComparison.OrdinalIgnoreCase))
                    return name;
            }
        }
        return null;
    }

    private readonly bool IsRangeField(string name) =>
        _callerFields.TryGetValue(name, out var type) ? type is FieldType.Number or FieldType.Date : name == QuerySyntax.Length;

    /// <param name="isOperand">A sign or a field stands before it, so that it cannot be an operator.</param>
    private void ReadWord(bool isOperand)
    {
        int start = _at;
        while (_at < _text.Length && !QuerySyntax.EndsWord(_text[_at]))
            _at += _text[_at] == '\\' && _at + 1 < _text.Length ? 2 : 1;
        var raw = _text[start.._at];
        var kind = isOperand || !_hasOperators ? TokenKind.Word : raw switch
        {
            QuerySyntax.And => TokenKind.And,
            QuerySyntax.Or => TokenKind.Or,
            QuerySyntax.Not => TokenKind.Not,
            _ when TextOperators.TryReadNear(raw, out _, out _) => TokenKind.Near,
            _ => TokenKind.Word,
        };
        if (_at < _text.Length && _text[_at] == '(' && TextOperators.TryReadFunction(raw, out _, out _))
            kind = TokenKind.Function;
        if (kind != TokenKind.Word)
        {
            _tokens.Add(new QueryToken(kind, raw.ToString()));
            return;
        }
        if (TryReadInitials(start) is { } initials)
        {
            _tokens.Add(new QueryToken(kind, initials, new WordNode(initials)));
            return;
        }
        var node = WordReader.Read(raw, _warnings);
        _tokens.Add(new QueryToken(kind, node.Kind == WordKind.Plain ? node.Text : WordReader.Unescape(raw), node));
    }

    /// <summary>Reads initials with spaces between them (<c>W. H. O.</c>), which texts have as one word, too: as if they were written without.</summary>
    /// <param name="start">Where the word begins that was read.</param>
    /// <returns>Null where it is no initial, or no other follows.</returns>
    private string? TryReadInitials(int start)
    {
        if (_at - start != 2 || !IsInitial(start))
            return null;
        var initials = new StringBuilder(MostInitials * 2).Append(_text[start.._at]);
        while (initials.Length < MostInitials * 2 && _at + 2 < _text.Length && _text[_at] == ' ' && IsInitial(_at + 1)
            && (_at + 3 == _text.Length || QuerySyntax.EndsWord(_text[_at + 3])))
        {
            initials.Append(_text.Slice(_at + 1, 2));
            _at += 3;
        }
        return initials.Length > 2 ? initials.ToString() : null;
    }

    private readonly bool IsInitial(int at) => char.IsUpper(_text[at]) && _text[at + 1] == '.';

    private void ReadQuote()
    {
        // A straight quote is closed by a straight one where there is one, so that “ ” may stand inside; otherwise by any.
        bool straightOnly = _text[_at] == '"' && _at < _lastStraightQuote;
        if (_at >= _lastQuote)
        {
            _warnings.Add("A quotation mark has no partner: what follows it was searched as words.");
            _at++;
            return;
        }

        var text = new StringBuilder();
        for (_at++; !(straightOnly ? _text[_at] == '"' : QuerySyntax.IsQuote(_text[_at])); _at++)
        {
            if (_text[_at] == '\\')
                _at++;
            text.Append(_text[_at]);
        }
        _at++;
        int slop = ReadSlop();
        string phrase = text.ToString();
        _tokens.Add(new QueryToken(TokenKind.Phrase, phrase, string.IsNullOrWhiteSpace(phrase) ? null : new PhraseNode(phrase, slop)));
    }

    private int ReadSlop()
    {
        if (_at == _text.Length || _text[_at] != '~')
            return 0;
        int start = ++_at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
        if (_at == start)
        {
            _warnings.Add("The ~ after a phrase was ignored: a number must follow it.");
            return 0;
        }
        if (int.TryParse(_text[start.._at], out int slop) && slop <= QuerySyntax.MaxSlop)
            return slop;
        _warnings.Add($"The number after a phrase's ~ was taken for {QuerySyntax.MaxSlop}, the most there is.");
        return QuerySyntax.MaxSlop;
    }
}
