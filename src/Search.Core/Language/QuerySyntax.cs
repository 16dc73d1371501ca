using System.Buffers;

namespace Search.Core.Language;

/// <summary>The characters and names that mean something in a query.</summary>
internal static class QuerySyntax
{
    public const string And = "AND";

    public const string Or = "OR";

    public const string Not = "NOT";

    /// <summary>The number of words of the body, unless the caller has a field of the name.</summary>
    public const string Length = "length";

    /// <summary>How deep parentheses count; deeper ones are ignored with a warning, so that no query can exhaust the stack.</summary>
    public const int MaxDepth = 64;

    /// <summary>The largest number after a phrase's <c>~</c>.</summary>
    public const int MaxSlop = 1_000;

    /// <summary>The largest number of edits of a fuzzy word.</summary>
    public const int MaxEdits = 2;

    private const int ShoutedWords = 6;

    /// <summary>How far the <c>]</c> of a range is looked for: a bound, so that <c>n:[n:[n:[</c> stays linear.</summary>
    public const int MaxRangeLength = 128;

    /// <summary>Double quotation marks of every usual kind. Single ones are apostrophes, never quotes.</summary>
    public static readonly SearchValues<char> Quotes = SearchValues.Create("\"“”„‟«»＂〝〞");

    /// <summary>Fields whose child is looked for in the text.</summary>
    public static readonly string[] TextFields = ["title", "body"];

    /// <summary>Fields whose value is a condition that does not score.</summary>
    public static readonly string[] ConditionFields = ["source", "author", "language", "after", "before", Length];

    public static bool IsQuote(char c) => Quotes.Contains(c);

    /// <summary>Whether a character ends a word when it is not escaped.</summary>
    public static bool EndsWord(char c) => c is '(' or ')' || char.IsWhiteSpace(c) || IsQuote(c);

    public static bool IsSign(char c) => c is '+' or '-';

    public static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';

    /// <summary>
    /// Whether a text is a sentence in capitals, in which <c>AND</c>, <c>OR</c> and <c>NOT</c> are words: six words or more, and no lower-case letter.
    /// </summary>
    public static bool IsShouted(ReadOnlySpan<char> text)
    {
        int words = 0;
        bool inWord = false;
        foreach (char c in text)
        {
            if (char.IsLower(c))
                return false;
            bool isLetter = char.IsLetter(c);
            words += isLetter && !inWord ? 1 : 0;
            inWord = isLetter || (inWord && !char.IsWhiteSpace(c));
        }
        return words >= ShoutedWords;
    }

    public static bool IsOperator(string word) => word is And or Or or Not;
}
