using System.Text;
using Search.Benchmarks.Game;

namespace Search.Benchmarks.Expansion;

/// <summary>
/// A corpus of any size out of few real articles, always the same for the same articles and number. A document mixes sentences of one
/// article, its topic, with some of others, as long as a real article is; so words keep their real frequencies, from one document to most
/// of them, and stand together as they do in articles. Invented words, drawn so that each next rank is rarer, give the long tail of a vocabulary
/// that grows with the corpus.
/// </summary>
internal sealed class CorpusExpander
{
    private const int FewestSentences = 3, MostSentences = 40, ShortestSentence = 20;
    private const double OwnTopic = 0.6, SecondTopic = 0.25, WithInventedWords = 0.5;

    /// <summary>Distinct words that can be invented.</summary>
    private const double InventedVocabulary = 4e6;

    private readonly List<string[]> _articles = [];

    /// <summary>Reads the articles whose sentences are used; what is in them is kept in memory.</summary>
    public CorpusExpander(IEnumerable<GameDocument> articles)
    {
        foreach (var article in articles)
        {
            string[] sentences = [.. Sentences(article.Text)];
            if (sentences.Length >= FewestSentences)
                _articles.Add(sentences);
        }

        if (_articles.Count == 0)
            throw new Commands.MeasurementException($"No article has {FewestSentences} sentences.");
    }

    /// <summary>The documents, made while they are read. Document n is the same whatever the number of documents.</summary>
    public IEnumerable<GameDocument> Documents(long count)
    {
        var text = new StringBuilder();
        for (long i = 0; i < count; i++)
        {
            var random = new SplitMix64((ulong)i);
            text.Clear();
            string[] topic = Any(_articles, ref random), second = Any(_articles, ref random);
            // Half of an article's length, since half of its sentences would be drawn twice.
            int length = Math.Clamp(Any(_articles, ref random).Length / 2, FewestSentences, MostSentences);
            for (int sentence = 0; sentence < length; sentence++)
            {
                double part = random.Unit();
                string[] source = part < OwnTopic ? topic : part < OwnTopic + SecondTopic ? second : Any(_articles, ref random);
                text.Append(Any(source, ref random)).Append(' ');
            }

            if (random.Unit() < WithInventedWords)
                text.Append(InventedWord(ref random)).Append(' ').Append(InventedWord(ref random));
            yield return new GameDocument(i.ToString(System.Globalization.CultureInfo.InvariantCulture), text.ToString().TrimEnd());
        }
    }

    /// <summary>Cuts at the ends of sentences and lines; what is too short to be a sentence is left out. Only words of the game remain.</summary>
    private static IEnumerable<string> Sentences(string text)
    {
        int start = 0;
        for (int at = 0; at <= text.Length; at++)
        {
            bool ends = at == text.Length || text[at] == '\n' || (text[at] is '.' or '!' or '?' && at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]));
            if (!ends)
                continue;
            string sentence = string.Join(' ', LetterDigitWords.Of(text[start..at]));
            if (sentence.Length >= ShortestSentence)
                yield return sentence;
            start = at + 1;
        }
    }

    /// <summary>A word of a Zipf-like vocabulary: its rank's logarithm is uniform. It ends so that no English word is meant.</summary>
    private static string InventedWord(ref SplitMix64 random)
    {
        const string Consonants = "bdfgklmnprstvz", Vowels = "aeiou";
        long rank = (long)Math.Exp(random.Unit() * Math.Log(InventedVocabulary));
        var word = new StringBuilder();
        do
        {
            word.Append(Consonants[(int)(rank % Consonants.Length)]);
            rank /= Consonants.Length;
            word.Append(Vowels[(int)(rank % Vowels.Length)]);
            rank /= Vowels.Length;
        }
        while (rank > 0);
        return word.Append("qx").ToString();
    }

    private static T Any<T>(IReadOnlyList<T> items, ref SplitMix64 random) => items[(int)(random.Unit() * items.Count)];
}
