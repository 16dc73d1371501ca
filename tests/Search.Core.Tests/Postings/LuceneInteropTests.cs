using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Search.Core.Scoring;

namespace Search.Core.Tests.Postings;

/// <summary>An application that uses Lucene.Net itself over our segments.</summary>
public sealed class LuceneInteropTests
{
    [Fact]
    public void Lucenes_own_queries_answer_as_over_its_own_codec()
    {
        LuceneInterop.RegisterCodec();
        using var ours = new RAMDirectory();
        using var stock = new RAMDirectory();
        Write(ours, TwinIndex.Config());
        var config = TwinIndex.Config();
        config.Codec = Codec.ForName("Lucene46");
        Write(stock, config);
        using var ourReader = DirectoryReader.Open(ours);
        using var stockReader = DirectoryReader.Open(stock);
        var ourSearcher = new IndexSearcher(ourReader) { Similarity = new ExactLengthSimilarity() };
        var stockSearcher = new IndexSearcher(stockReader) { Similarity = new ExactLengthSimilarity() };
        var random = new Random(11);
        for (int i = 0; i < 200; i++)
        {
            var query = Query(random);
            var found = ourSearcher.Search(query, 2_000);
            var expected = stockSearcher.Search(query, 2_000);
            Assert.Equal(expected.TotalHits, found.TotalHits);
            Assert.Equal(expected.ScoreDocs.Select(hit => (hit.Doc, hit.Score)), found.ScoreDocs.Select(hit => (hit.Doc, hit.Score)));
        }
    }

    [Fact]
    public void Segments_join_another_index_as_files_and_as_readers()
    {
        using var source = new RAMDirectory();
        var twin = new TwinIndex(new Random(5));
        using (var writer = new IndexWriter(source, TwinIndex.Config()))
            twin.Add(writer, 400, [1, 30, 128, 200]);
        using var sourceReader = DirectoryReader.Open(source);
        using var target = new RAMDirectory();
        using (var writer = new IndexWriter(target, TwinIndex.Config()))
        {
            writer.AddIndexes(source);
            writer.AddIndexes(sourceReader);
            writer.Commit();
            using var both = DirectoryReader.Open(target);
            Assert.Equal(800, both.NumDocs);
            twin.AssertSame(both);
            writer.ForceMerge(1);
        }

        using var merged = DirectoryReader.Open(target);
        twin.AssertSame(merged);
    }

    private static void Write(RAMDirectory directory, IndexWriterConfig config)
    {
        using var writer = new IndexWriter(directory, config);
        var twin = new TwinIndex(new Random(4));
        for (int flush = 0; flush < 2; flush++)
        {
            twin.Add(writer, 1_100, [5, 127, 128, 130, 140, 500, 1_100]);
            writer.Commit();
        }

        for (int id = 3; id < 1_500; id += 7)
            writer.DeleteDocuments(new Term("id", $"{id}"));
    }

    private static Query Query(Random random)
    {
        Term Next() => random.Next(5) == 0 ? new Term("tags", $"t{random.Next(8)}") : new Term("text", $"t{random.Next(8)}");
        switch (random.Next(3))
        {
            case 0:
                return new TermQuery(Next());
            case 1:
                var phrase = new PhraseQuery { Slop = random.Next(3) * 5 };
                for (int i = random.Next(2, 4); i > 0; i--)
                    phrase.Add(new Term("text", $"t{random.Next(7)}"));
                return phrase;
            default:
                var boolean = new BooleanQuery();
                for (int i = random.Next(2, 5); i > 0; i--)
                    boolean.Add(new TermQuery(Next()), (Occur)(random.Next(3)));
                return boolean;
        }
    }
}
