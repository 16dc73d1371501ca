namespace Search.Core.Language;

/// <summary>How many edits a fuzzy word stands for, in retrieval and wherever texts are read for it.</summary>
internal static class FuzzyEdits
{
    /// <summary>A longer word, in code points, is taken as it is: its automaton would cost more than it could find.</summary>
    public const int MaxLength = 64;

    /// <summary>The edits of a word: as many as asked, else as its length in code points allows.</summary>
    /// <param name="word">The word, analysed.</param>
    /// <param name="asked">0 to 2; null for as many as its length allows.</param>
    public static int Of(string word, int? asked)
    {
        int length = Length(word);
        return length > MaxLength ? 0 : Math.Clamp(asked ?? length switch { <= 2 => 0, <= 5 => 1, _ => 2 }, 0, 2);
    }

    /// <summary>Whether a word is so long that it is taken as it is.</summary>
    public static bool IsTooLong(string word) => Length(word) > MaxLength;

    private static int Length(string word) => word.EnumerateRunes().Count();
}
