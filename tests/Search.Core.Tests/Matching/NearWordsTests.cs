using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Matching;

namespace Search.Core.Tests.Matching;

public sealed class NearWordsTests
{
    private const string Field = "word";

    /// <summary>The same words are asked of many segments in turn, so what is kept of one must fit the others.</summary>
    [Fact]
    public void Words_within_edits_are_those_of_a_naive_distance_in_every_segment()
    {
        var random = new Random(4);
        string[] asked = [.. Enumerable.Range(0, 40).Select(_ => Word(random)), "naïve", "zürich", "ab"];
        for (int segment = 0; segment < 12; segment++)
        {
            var words = Enumerable.Range(0, 300).Select(_ => Word(random)).Append("naive").Append("zurich").Append("züirch").Distinct(StringComparer.Ordinal).ToList();
            using var directory = new RAMDirectory();
            using var reader = Index(directory, words);
            var leaf = reader.Leaves[0].AtomicReader;
            foreach (string text in asked)
            {
                foreach (var (prefix, edits) in new[] { (0, 2), (2, 1), (0, 1), (1, 2) })
                {
                    var expected = words.Where(word => word != text && word.StartsWith(text[..prefix], StringComparison.Ordinal))
                        .Select(word => (Text: word, Edits: Distance(text[prefix..], word[prefix..]))).Where(word => word.Edits <= edits)
                        .OrderBy(word => word.Text, StringComparer.Ordinal).ToList();
                    for (int turn = 0; turn < 2; turn++)
                    {
                        var found = NearWords.Of(leaf).Find(leaf, Field, text, prefix, edits, int.MaxValue);
                        Assert.Equal(expected, found.Select(word => (word.Text, word.Edits)).OrderBy(word => word.Text, StringComparer.Ordinal));
                        Assert.All(found, word => Assert.Equal(1, word.DocFreq));
                    }
                }
            }
        }
    }

    private static DirectoryReader Index(RAMDirectory directory, List<string> words)
    {
        using var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer()));
        foreach (string word in words)
            writer.AddDocument([new StringField(Field, word, Lucene.Net.Documents.Field.Store.NO)]);
        writer.ForceMerge(1);
        writer.Commit();
        return DirectoryReader.Open(directory);
    }

    // Few letters, so that many words are near.
    private static string Word(Random random) => string.Create(random.Next(2, 8), random, static (letters, random) =>
    {
        for (int i = 0; i < letters.Length; i++)
            letters[i] = "abcü"[random.Next(4)];
    });

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours, no letter touched twice.</summary>
    private static int Distance(string from, string to)
    {
        int[,] cost = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }
        return cost[from.Length, to.Length];
    }
}
