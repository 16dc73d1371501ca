namespace Search.Core.Analysis;

/// <summary>Reads one word with everything that may join it: apostrophes, dots, commas, marks, invisible characters, surrogate pairs.</summary>
internal ref struct WordReader
{
    private readonly ReadOnlySpan<char> _text;
    private readonly int _start;
    private readonly int _limit;
    private int _end;
    private int _possessive;
    private readonly NewsRules _rules;
    private bool _isAscii;

    private WordReader(ReadOnlySpan<char> text, int start, NewsRules rules)
    {
        _rules = rules;
        _text = text;
        _start = start;
        _limit = Math.Min(text.Length, start + TokenCursor.MaxTokenLength);
        _possessive = -1;
    }

    /// <summary>
    /// Reads the word at <paramref name="start"/>, of which the code units before <paramref name="scanned"/> are known to be
    /// ASCII letters and digits.
    /// </summary>
    public static void Read(ReadOnlySpan<char> text, int start, int scanned, NewsRules rules, ref TokenSpan span)
    {
        var reader = new WordReader(text, start, rules) { _end = scanned, _isAscii = scanned > start };
        if (rules.Has(NewsRules.Initials) && reader.TryReadInitials(ref span))
            return;
        reader.ReadWord();
        if (rules.Has(NewsRules.Numbers) && reader._possessive < 0 && char.IsAsciiDigit(text[start]))
            reader._end = Magnitudes.EndOfAmount(text, start, reader._end);
        span.Start = start;
        span.End = reader._end;
        span.CoreEnd = reader._possessive >= 0 ? reader._possessive : reader._end;
        span.Kind = reader._isAscii ? TokenKind.Ascii : TokenKind.Word;
    }

    private void ReadWord()
    {
        // The class of the last character that counts; marks and invisible ones do not.
        var last = _end > _start ? CharacterClasses.Of(_text[_end - 1]) : CharacterClass.Separator;
        for (int i = _end; i < _limit;)
        {
            var kind = CharacterClasses.At(_text, i, out int length);
            if (i + length > _limit)
                return;
            switch (kind)
            {
                case CharacterClass.Letter or CharacterClass.Digit:
                    // An invisible character was jumped over, or this is not ASCII itself.
                    _isAscii &= i == _end && _text[i] < 0x80;
                    last = kind;
                    _end = i + length;
                    break;
                case CharacterClass.Mark:
                    _isAscii = false;
                    _end = i + length;
                    break;
                case CharacterClass.Ignorable when _text[i] != '\u00AD' || !LineBreaks.TryPass(_text, i, out _):
                    break;
                case CharacterClass.Apostrophe when last >= CharacterClass.Letter && IsLetter(i + 1):
                    if (_rules.Has(NewsRules.Possessives) && IsPossessive(i) && i + 2 <= _limit)
                    {
                        _possessive = _end;
                        _end = i + 2;
                        return;
                    }

                    _isAscii = false;
                    break;
                case CharacterClass.Dot when last == CharacterClass.Digit && IsDigit(i + 1):
                case CharacterClass.Comma when last == CharacterClass.Digit && IsGroupOfThousands(i):
                    _isAscii = false;
                    break;
                case CharacterClass.Separator or CharacterClass.Ignorable when _rules.Has(NewsRules.LineBreaks) && last == CharacterClass.Letter
                    && LineBreaks.TryPass(_text, i, out int next) && next < _limit:
                    _isAscii = false;
                    length = next - i;
                    break;
                default:
                    return;
            }

            i += length;
        }
    }

    /// <summary>Single letters with a dot between each two, and the possessive after them.</summary>
    private bool TryReadInitials(ref TokenSpan span)
    {
        int end = EndOfSingleLetter(_start);
        if (end < 0)
            return false;
        int letters = 1;
        while (end < _text.Length && _text[end] == '.' && end + 1 < _text.Length)
        {
            int next = EndOfSingleLetter(end + 1);
            if (next < 0 || next > _limit)
                break;
            end = next;
            letters++;
        }

        if (letters < 2)
            return false;
        span.Start = _start;
        span.CoreEnd = end;
        span.Kind = TokenKind.Initials;
        int apostrophe = end < _text.Length && _text[end] == '.' ? end + 1 : end;
        span.End = _rules.Has(NewsRules.Possessives) && IsPossessive(apostrophe) ? apostrophe + 2 : end;
        return true;
    }

    /// <summary>One past a letter that stands alone, or -1.</summary>
    private readonly int EndOfSingleLetter(int index)
    {
        if (CharacterClasses.At(_text, index, out int length) != CharacterClass.Letter)
            return -1;
        int end = index + length;
        if (end >= _text.Length)
            return end;
        return CharacterClasses.At(_text, end, out _) switch
        {
            CharacterClass.Letter or CharacterClass.Digit or CharacterClass.Mark or CharacterClass.Ignorable => -1,
            CharacterClass.Apostrophe when IsLetter(end + 1) && !IsPossessive(end) => -1,
            _ => end,
        };
    }

    /// <summary>An apostrophe and an s that ends the word.</summary>
    private readonly bool IsPossessive(int index)
    {
        if (index + 1 >= _text.Length || CharacterClasses.Of(_text[index]) != CharacterClass.Apostrophe || _text[index + 1] is not ('s' or 'S'))
            return false;
        if (index + 2 >= _text.Length)
            return true;
        return CharacterClasses.At(_text, index + 2, out _) switch
        {
            CharacterClass.Letter or CharacterClass.Digit or CharacterClass.Mark or CharacterClass.Ignorable => false,
            CharacterClass.Apostrophe => !IsLetter(index + 3),
            _ => true,
        };
    }

    /// <summary>A comma before exactly three digits in a word of digits.</summary>
    private readonly bool IsGroupOfThousands(int comma)
    {
        if (!IsDigit(comma + 1) || !IsDigit(comma + 2) || !IsDigit(comma + 3) || IsDigit(comma + 4))
            return false;
        foreach (char c in _text[_start..comma])
        {
            if (CharacterClasses.Of(c) is not (CharacterClass.Digit or CharacterClass.Comma))
                return false;
        }

        return true;
    }

    private readonly bool IsLetter(int index) =>
        index < _text.Length && CharacterClasses.At(_text, index, out _) == CharacterClass.Letter;

    private readonly bool IsDigit(int index) =>
        index < _text.Length && CharacterClasses.At(_text, index, out _) == CharacterClass.Digit;
}
