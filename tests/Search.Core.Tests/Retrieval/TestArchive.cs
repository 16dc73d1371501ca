using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Analysis;
using Search.Core.Indexing;
using Search.Core.Scoring;

namespace Search.Core.Tests.Retrieval;

/// <summary>An index in memory of which every document's article is known, deleted ones included.</summary>
internal sealed class TestArchive : IDisposable
{
    private const string KeyField = "test.key";

    private readonly RAMDirectory _directory = new();
    private readonly List<Article> _versions = [];
    private readonly DocumentBuilder _documents;
    private readonly IndexWriter _writer;

    public TestArchive(MergePolicy? mergePolicy = null)
    {
        Schema = new FieldSchema(
        [
            new("topic", Core.FieldType.Keyword), new("lede", Core.FieldType.Text), new("words", Core.FieldType.Number),
            new("seen", Core.FieldType.Date), new("paid", Core.FieldType.Boolean),
        ]);
        _documents = new DocumentBuilder(Chain, Schema, ArticleForm.Signed);
        _writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, null)
        {
            Similarity = new ExactLengthSimilarity(),
            MergePolicy = mergePolicy ?? NoMergePolicy.COMPOUND_FILES,
        });
    }

    /// <summary>Without the rules that look for more than what was typed, which the naive search does not know; their tests are in News.</summary>
    public static AnalysisChain Chain { get; } = new(new AnalysisOptions { Rules = NewsRules.All & ~(NewsRules.Hyphens | NewsRules.Acronyms) });

    public FieldSchema Schema { get; }

    /// <summary>Adds an article or replaces the one with its id.</summary>
    public void Put(Article article)
    {
        var document = _documents.Build(article);
        document.Add(new StoredField(KeyField, _versions.Count));
        _versions.Add(article);
        _writer.UpdateDocument(new Term("id", article.Id), document);
    }

    public void Delete(string id) => _writer.DeleteDocuments(new Term("id", id));

    /// <summary>Ends the segment.</summary>
    public void Flush() => _writer.Commit();

    public void Merge(int maxSegments) => _writer.ForceMerge(maxSegments);

    public DirectoryReader Open() => DirectoryReader.Open(_writer, applyAllDeletes: true);

    /// <summary>The article of a document, deleted or not.</summary>
    public Article ArticleOf(IndexReader reader, int docId) =>
        _versions[reader.Document(docId).GetField(KeyField).GetInt32Value()!.Value];

    public void Dispose()
    {
        _writer.Dispose();
        _directory.Dispose();
    }
}
