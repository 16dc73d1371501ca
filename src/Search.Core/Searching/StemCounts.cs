using Search.Core.Analysis;
using Search.Core.Matching;

namespace Search.Core.Searching;

/// <summary>Counts the stems of texts, for what is found by the words of articles.</summary>
internal static class StemCounts
{
    /// <summary>More characters of a text than this are not read.</summary>
    private const int MaxLength = 100_000;

    /// <summary>Adds the stems of a text; gives how many tokens were read.</summary>
    /// <param name="chain">Analyses the text.</param>
    /// <param name="text">The text.</param>
    /// <param name="language">How its words are stemmed; null for English.</param>
    /// <param name="freqs">Gets how often each stem occurs.</param>
    /// <param name="mostTokens">As many tokens are read at most.</param>
    public static int Add(AnalysisChain chain, string text, LanguageStemmer? language, Dictionary<string, int> freqs, int mostTokens = int.MaxValue)
    {
        int count = 0;
        using var cursor = chain.Open(text, Math.Min(text.Length, MaxLength), language);
        var known = freqs.GetAlternateLookup<ReadOnlySpan<char>>();
        while (count < mostTokens && cursor.Next())
        {
            count++;
            var stem = cursor.Stem;
            known[stem] = known.TryGetValue(stem, out int freq) ? freq + 1 : 1;
        }
        return count;
    }

    /// <summary>Whether a stem can say what a text is about.</summary>
    public static bool IsTelling(string stem) =>
        stem.Length >= 2 && !QueryStopWords.English.Contains(stem) && stem.AsSpan().ContainsAnyExceptInRange('0', '9');
}
