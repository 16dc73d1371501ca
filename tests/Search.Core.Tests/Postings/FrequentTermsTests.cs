using Lucene.Net.Index;
using Search.Core.Postings;
using Search.Core.Storage;

namespace Search.Core.Tests.Postings;

/// <summary>The table of frequent terms against the dictionary.</summary>
public sealed class FrequentTermsTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Frequent_terms_are_found_and_no_others(int seed, bool compound)
    {
        using var folder = new Tests.TemporaryFolder();
        using var directory = new ArticleDirectory(folder.PathOf("index"), StorageAccess.Mapped);
        using (var writer = new IndexWriter(directory, TwinIndex.Config(compound)))
        {
            var random = new Random(seed);
            var twin = new TwinIndex(random);
            // Enough terms for slots to be taken already, in two segments that are merged.
            int[] docFreqs = [.. Enumerable.Range(0, 150).Select(_ => random.Next(1, 400))];
            twin.Add(writer, 700, docFreqs);
            writer.Commit();
            twin.Add(writer, 600, docFreqs);
            writer.ForceMerge(1);
        }

        using var reader = DirectoryReader.Open(directory);
        var segment = reader.Leaves[0].AtomicReader;
        var postings = ArticleFieldsProducer.Of(segment)!.Postings;
        int frequent = 0;
        foreach (string field in segment.Fields)
        {
            var terms = segment.GetTerms(field).GetEnumerator();
            while (terms.MoveNext())
            {
                var state = (ArticleTermState)terms.GetTermState();
                var found = postings.FindFrequent(field, terms.Term.Bytes.AsSpan(terms.Term.Offset, terms.Term.Length));
                Assert.Equal(state.RangedOrdinal >= 0, found is not null);
                if (found is null)
                    continue;
                frequent++;
                if (state.TotalTermFreq < 0)
                    state.TotalTermFreq = state.DocFreq;
                Assert.Equal((state.DocFreq, state.TotalTermFreq, state.DocStart, state.PosStart, state.RangedOrdinal),
                    (found.DocFreq, found.TotalTermFreq, found.DocStart, found.PosStart, found.RangedOrdinal));
            }

            for (int i = 0; i < 200; i++)
                Assert.Null(postings.FindFrequent(field, System.Text.Encoding.UTF8.GetBytes($"missing{i}")));
        }

        Assert.True(frequent > 100);
        Assert.Null(postings.FindFrequent("no field", "t1"u8));
        Assert.Empty(PostingsChecker.Check(segment));
    }
}
