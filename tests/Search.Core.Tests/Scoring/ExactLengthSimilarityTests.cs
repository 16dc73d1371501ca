using Lucene.Net.Index;
using Lucene.Net.Search;
using Search.Core.Scoring;
using Search.Core.Tests.Retrieval;

namespace Search.Core.Tests.Scoring;

public sealed class ExactLengthSimilarityTests
{
    [Fact]
    public void Norms_are_the_exact_lengths_also_after_a_merge()
    {
        using var archive = new TestArchive(new LogDocMergePolicy());
        int[] lengths = [0, 1, 7, 255, 256, 4_097, 70_001];
        foreach (int length in lengths)
        {
            archive.Put(new Article { Id = length.ToString(), Body = string.Join(' ', Enumerable.Repeat("word", length)) });
            archive.Flush();
        }
        archive.Merge(1);
        using var reader = archive.Open();
        var norms = Assert.Single(reader.Leaves).AtomicReader.GetNormValues("body");
        for (int docId = 0; docId < reader.MaxDoc; docId++)
            Assert.Equal(archive.ArticleOf(reader, docId).Id, norms.Get(docId).ToString());
    }

    [Fact]
    public void Lucenes_own_queries_score_by_the_same_formula()
    {
        using var archive = new TestArchive();
        archive.Put(new Article { Id = "1", Body = "isi chief isi" });
        archive.Put(new Article { Id = "2", Body = "chief of staff in washington" });
        using var reader = archive.Open();
        var searcher = new IndexSearcher(reader) { Similarity = new ExactLengthSimilarity() };
        var hit = Assert.Single(searcher.Search(new TermQuery(new Term("body", "isi")), 10).ScoreDocs);
        Assert.Equal((float)new Bm25(1.2, 0.75, 2, 8).Score(Bm25.Idf(2, 1), 2, 3), hit.Score);
    }
}
