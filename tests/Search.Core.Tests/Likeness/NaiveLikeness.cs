using Search.Core.Likeness;

namespace Search.Core.Tests.Likeness;

/// <summary>Likeness by signatures as docs/scoring.md has it, pair by pair.</summary>
internal static class NaiveLikeness
{
    /// <summary>How alike an article is to each of some.</summary>
    public static double[] Of(IReadOnlyList<ushort[]> signatures, int article)
    {
        var words = signatures.Select(signature => signature.Where(entry => entry != 0).ToDictionary(entry => entry / 16, entry => entry % 16 + 1)).ToList();
        double Rareness(int word)
        {
            int articles = words.Count(each => each.ContainsKey(word));
            return articles < 2 ? 0 : Math.Log(1 + (words.Count - articles + 0.5) / (articles + 0.5));
        }

        double Product(int x, int y)
        {
            double sum = 0;
            // The later of the two first, as its part of the product is made.
            var (first, second) = (words[Math.Max(x, y)], words[Math.Min(x, y)]);
            foreach (int word in first.Keys.Where(second.ContainsKey).Order())
                sum += Rareness(word) * first[word] * second[word];
            return sum;
        }

        double Length(int x) => Product(x, x) is > 0 and var square ? 1 / Math.Sqrt(square) : 0;
        return [.. Enumerable.Range(0, signatures.Count).Select(other =>
            other == article ? 0 : Product(article, other) * Length(Math.Max(article, other)) * Length(Math.Min(article, other)))];
    }

    /// <summary>A signature of words out of so many.</summary>
    public static ushort[] RandomSignature(Random random, int words)
    {
        var entries = Enumerable.Range(0, random.Next(ArticleSignature.Size + 1)).Select(_ => 1 + random.Next(words) * 7 % 4_095).Distinct().Order()
            .Select(hash => (ushort)(hash * 16 + random.Next(16))).ToList();
        return [.. entries, .. new ushort[ArticleSignature.Size - entries.Count]];
    }
}
