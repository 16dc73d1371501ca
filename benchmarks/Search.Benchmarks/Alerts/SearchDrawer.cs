using System.Globalization;
using Search.Benchmarks.Expansion;
using Search.Core;

namespace Search.Benchmarks.Alerts;

/// <summary>
/// Draws saved searches from a corpus, as people write alerts: of 20, eight ask for two words of an article, five for a phrase of it, three for a word and one
/// of two others, two for a word in the title, one for a beginning with another word, and one for two words near each other.
/// </summary>
internal sealed class SearchDrawer(IReadOnlyList<Article> articles)
{
    private const int LeastLength = 5;
    private const int LettersOfPrefix = 5;

    public IEnumerable<SavedSearch> Draw(int count)
    {
        var random = new SplitMix64(20_261_128);
        for (int i = 0; i < count; i++)
            yield return new SavedSearch(string.Create(CultureInfo.InvariantCulture, $"alert-{i:00000}"), new SearchRequest(Query(ref random)) { Highlight = false, Typos = false });
    }

    private string Query(ref SplitMix64 random)
    {
        string[] words;
        do
            words = [.. Words(articles[(int)(random.Next() % (ulong)articles.Count)].Body)];
        while (words.Length < 10);
        int at = (int)(random.Next() % (ulong)(words.Length - 1));
        string a = Word(words, ref random), b = Word(words, ref random), c = Word(words, ref random);
        return (random.Next() % 20) switch
        {
            < 8 => $"{a} AND {b}",
            < 13 => $"\"{words[at]} {words[at + 1]}\"",
            < 16 => $"{a} AND ({b} OR {c})",
            < 18 => $"title:{a}",
            18 => $"{a[..LettersOfPrefix]}* AND {b}",
            _ => $"{a} w/10 {b}",
        };
    }

    private static string Word(string[] words, ref SplitMix64 random)
    {
        for (int i = 0; i < 50; i++)
        {
            string word = words[(int)(random.Next() % (ulong)words.Length)];
            if (word.Length >= LeastLength)
                return word;
        }
        return "something";
    }

    private static IEnumerable<string> Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.Trim('.', ',', ';', ':', '"', '\'', '(', ')', '?', '!').ToLowerInvariant()).Where(word => word.Length > 1 && word.All(char.IsAsciiLetter));
}
