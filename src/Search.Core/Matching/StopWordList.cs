using Search.Core.Matching;

namespace Search.Core;

/// <summary>
/// A named list of stop words: words that a query leaves out beside other words, unless they are required, in a phrase, or in capitals. They are
/// indexed like all others, so that a list takes effect at once. The list named <c>english</c> replaces the built-in one.
/// </summary>
/// <param name="Name">The name: 1 to 64 letters, digits, <c>-</c>, <c>_</c> or <c>.</c>.</param>
/// <param name="Words">The words; upper and lower case are alike. At most 10,000.</param>
public sealed record StopWordList(string Name, IReadOnlyList<string> Words)
{
    internal const int MaxWords = 10_000;

    /// <summary>The name of the built-in list.</summary>
    public const string English = "english";

    /// <summary>Checks the name and the words.</summary>
    /// <exception cref="InvalidRequestException">One cannot be used; the message says what to change.</exception>
    internal void Validate()
    {
        SetNames.Check(Name, "stop list");
        if (Words.Count > MaxWords)
            throw new InvalidRequestException($"The stop list '{Name}' has {Words.Count:N0} words, at most {MaxWords:N0} are possible.");
        foreach (string word in Words)
        {
            if (string.IsNullOrWhiteSpace(word) || word.AsSpan().Trim().ContainsAny(' ', '\t', '\n') || word.Length > QuietWords.MaxLength)
                throw new InvalidRequestException($"'{word}' in the stop list '{Name}' is no single word of at most {QuietWords.MaxLength} letters: leave it out.");
        }
    }
}
