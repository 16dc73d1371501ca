using System.Text;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Postings;
using Search.Core.Storage;

namespace Search.Core.Tests.Postings;

/// <summary>Looking terms up in place against Lucene's enumerator.</summary>
public sealed class TermDictionaryTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Every_term_is_found_and_no_other(int seed, bool compound)
    {
        using var folder = new Tests.TemporaryFolder();
        using var directory = new ArticleDirectory(folder.PathOf("index"), StorageAccess.Mapped);
        using (var writer = new IndexWriter(directory, TwinIndex.Config(compound)))
        {
            var random = new Random(seed);
            new TwinIndex(random).Add(writer, 900, [.. Enumerable.Range(0, 150).Select(_ => random.Next(1, 400))]);
            AddWords(writer, random);
            writer.ForceMerge(1);
        }

        using var reader = DirectoryReader.Open(directory);
        Assert.True(Compare(reader.Leaves[0].AtomicReader, new Random(seed)) > 5_000);
    }

    [Theory]
    [InlineData("tim")]
    [InlineData("tip")]
    public void A_flipped_bit_gives_an_error_or_an_answer(string extension)
    {
        using var folder = new Tests.TemporaryFolder();
        using (var directory = new ArticleDirectory(folder.PathOf("index"), StorageAccess.Buffered))
        using (var writer = new IndexWriter(directory, TwinIndex.Config()))
        {
            AddWords(writer, new Random(5));
            writer.ForceMerge(1);
        }

        string file = System.IO.Directory.GetFiles(folder.PathOf("index"), "*." + extension).Single();
        byte[] sound = File.ReadAllBytes(file);
        for (int seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            byte[] damaged = [.. sound];
            int place = random.Next(3) == 0 ? sound.Length - 1 - random.Next(100) : random.Next(sound.Length);
            damaged[place] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(file, damaged);
            try
            {
                using var directory = new ArticleDirectory(folder.PathOf("index"), StorageAccess.Mapped, readOnly: true);
                using var reader = DirectoryReader.Open(directory);
                var segment = reader.Leaves[0].AtomicReader;
                var postings = ArticleFieldsProducer.Of(segment)!.Postings;
                for (int i = 0; i < 300; i++)
                    postings.TryFind("words", Encoding.UTF8.GetBytes(Word(random)), out _);
            }
            catch (Exception exception)
            {
                Assert.True(
                    exception is CorruptIndexException or IOException or IndexFormatTooOldException or IndexFormatTooNewException || exception.StackTrace!.Contains("Lucene.Net", StringComparison.Ordinal),
                    $"Seed {seed}: {exception}");
            }
        }
    }

    /// <summary>Words with common beginnings, so many that blocks are in parts and within each other.</summary>
    private static void AddWords(IndexWriter writer, Random random)
    {
        using var analyzer = new WhitespaceAnalyzer(LuceneVersion.LUCENE_48);
        for (int i = 0; i < 60; i++)
        {
            var text = new StringBuilder();
            for (int j = 0; j < 700; j++)
                text.Append(Word(random)).Append(' ');
            writer.AddDocument([new TextField("words", text.ToString(), Field.Store.NO), new StringField("key", Word(random), Field.Store.NO)], analyzer);
        }
    }

    private static string Word(Random random)
    {
        // Few letters often, and any at times.
        var word = new StringBuilder();
        for (int length = random.Next(1, random.Next(2, 12)); length > 0; length--)
            word.Append(random.Next(40) == 0 ? (char)random.Next(0x61, 0x590) : (char)('a' + Math.Min(random.Next(26), random.Next(26))));
        return word.ToString();
    }

    private static int Compare(AtomicReader segment, Random random)
    {
        var postings = ArticleFieldsProducer.Of(segment)!.Postings;
        int compared = 0;
        foreach (string field in segment.Fields)
        {
            var terms = segment.GetTerms(field).GetEnumerator();
            var known = new HashSet<string>();
            while (terms.MoveNext())
            {
                var state = (ArticleTermState)terms.GetTermState();
                Assert.True(postings.TryFind(field, terms.Term.Bytes.AsSpan(terms.Term.Offset, terms.Term.Length), out var found));
                Assert.NotNull(found);
                bool hasNoFreqs = state.TotalTermFreq < 0;
                Assert.Equal((state.DocFreq, state.DocStart, state.PosStart, state.SingletonDoc, state.SingletonPosition, state.RangedOrdinal),
                    (found.DocFreq, found.DocStart, found.PosStart, found.SingletonDoc, found.SingletonPosition, found.RangedOrdinal));
                Assert.True(hasNoFreqs || state.TotalTermFreq == found.TotalTermFreq);
                known.Add(terms.Term.Utf8ToString());
                compared++;
            }

            foreach (string missing in Enumerable.Range(0, 5_000).Select(_ => Word(random)).Concat(["", "\u0001", "zzzzzzzzzzzzzzzz"]).Where(word => !known.Contains(word)))
            {
                Assert.True(postings.TryFind(field, Encoding.UTF8.GetBytes(missing), out var found));
                Assert.Null(found);
            }
        }

        Assert.True(postings.TryFind("no field", "t1"u8, out var none));
        Assert.Null(none);
        return compared;
    }
}
