using System.Globalization;
using System.Text;
using Search.Benchmarks.Expansion;
using Search.Core;

namespace Search.Benchmarks.Suggesting;

/// <summary>
/// Short articles with titles of six to ten words, and openings with names of people and places, out of vocabularies that are as uneven as those of news:
/// 60,000 words, 400,000 people, 30,000 places of which few are everywhere. Always the same for the same number.
/// </summary>
internal static class SuggestCorpus
{
    private const int Words = 60_000, FirstNames = 2_000, LastNames = 20_000, Places = 30_000;

    private static readonly string[] s_verbs = ["meets", "visits", "warns", "leaves", "praises", "sues", "beats", "joins"];
    private static readonly string[] s_joins = ["the", "of", "in", "and", "for", "to", "with", "after"];

    public static async IAsyncEnumerable<Article> ReadAsync(int count)
    {
        await Task.Yield();
        for (int i = 0; i < count; i++)
        {
            var random = new SplitMix64((ulong)i);
            string person = Person(ref random), place = Capital(Word(Places, 3, ref random));
            var title = new StringBuilder(person).Append(' ').Append(Any(s_verbs, ref random));
            for (int words = 3 + (int)(random.Next() % 5); words > 0; words--)
                title.Append(' ').Append(words % 3 == 1 ? Any(s_joins, ref random) : Word(Words, 1, ref random));
            yield return new Article
            {
                Id = i.ToString(CultureInfo.InvariantCulture),
                Title = title.ToString(),
                Body = $"The {Word(Words, 1, ref random)} {Word(Words, 1, ref random)} of {person} in {place} was {Word(Words, 1, ref random)} {Word(Words, 1, ref random)}. "
                    + $"It was {Word(Words, 1, ref random)} for {Person(ref random)}, who {Any(s_verbs, ref random)} the {Capital(Word(Places, 3, ref random))} {Capital(Word(Places, 3, ref random))} with {Word(Words, 1, ref random)}.",
            };
        }
    }

    private static string Person(ref SplitMix64 random) => $"{Capital(Word(FirstNames, 5, ref random))} {Capital(Word(LastNames, 7, ref random))}";

    /// <summary>A word by its rank, whose logarithm is uniform, as in Zipf's law; each kind has words of its own.</summary>
    private static string Word(int vocabulary, int kind, ref SplitMix64 random)
    {
        const string Consonants = "bdfgklmnprstvz", Vowels = "aeiou";
        long rank = kind + 8 * (long)Math.Exp(random.Unit() * Math.Log(vocabulary));
        var word = new StringBuilder();
        for (; rank > 0; rank /= Vowels.Length)
        {
            word.Append(Consonants[(int)(rank % Consonants.Length)]);
            rank /= Consonants.Length;
            word.Append(Vowels[(int)(rank % Vowels.Length)]);
        }
        return word.Append("ns"[kind % 2]).ToString();
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static T Any<T>(T[] items, ref SplitMix64 random) => items[(int)(random.Unit() * items.Length)];
}
