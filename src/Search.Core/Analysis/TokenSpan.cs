namespace Search.Core.Analysis;

/// <summary>What a token is made of, which decides how its form is written.</summary>
internal enum TokenKind : byte
{
    /// <summary>ASCII letters and digits alone.</summary>
    Ascii,

    /// <summary>A word with anything else in it.</summary>
    Word,

    /// <summary>Single letters with dots between (<c>U.S.</c>).</summary>
    Initials,

    /// <summary>An emoji sequence.</summary>
    Emoji,

    /// <summary>The letters after an amount that say how large it is (<c>bn</c> of <c>$1.5bn</c>).</summary>
    Magnitude,
}

/// <summary>Where a token lies in its text.</summary>
internal struct TokenSpan
{
    public int Start;

    /// <summary>One past the part that the forms come from.</summary>
    public int CoreEnd;

    /// <summary>One past the last code unit, possessive included.</summary>
    public int End;

    public TokenKind Kind;
}
