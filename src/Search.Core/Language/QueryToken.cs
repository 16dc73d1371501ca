namespace Search.Core.Language;

/// <summary>What a piece of a query is.</summary>
internal enum TokenKind
{
    Word,
    Phrase,

    /// <summary>A <c>[LOW TO HIGH]</c> after a field of numbers or dates.</summary>
    Range,

    /// <summary>A known name with its colon; what it applies to follows directly.</summary>
    Field,
    Open,
    Close,
    Plus,
    Minus,
    And,
    Or,
    Not,

    /// <summary>A name such as <c>SENTENCE</c> with an opening parenthesis directly behind it.</summary>
    Function,

    /// <summary>An operator such as <c>w/5</c> between two operands.</summary>
    Near,
}

/// <summary>A piece of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A word, phrase, range or name without quotes and escapes; for an operator, the operator as typed.</param>
/// <param name="Node">The leaf that a word or phrase is where it is searched for; null for the other kinds.</param>
internal readonly record struct QueryToken(TokenKind Kind, string Text, QueryNode? Node = null)
{
    /// <summary>Whether a clause can begin with a token of this kind (<see cref="TokenKind.Not"/> only when one follows it).</summary>
    public bool StartsOperand => Kind is TokenKind.Word or TokenKind.Phrase or TokenKind.Range or TokenKind.Field
        or TokenKind.Open or TokenKind.Function or TokenKind.Plus or TokenKind.Minus;
}
