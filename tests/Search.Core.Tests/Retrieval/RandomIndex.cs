using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Postings;
using Search.Core.Scoring;
using Search.Core.Storage;

namespace Search.Core.Tests.Retrieval;

/// <summary>
/// A random index of 1 to 5 segments with deletions, replacements and merges, in any directory, whose documents are known as plain data.
/// Everything about it follows from its seed.
/// </summary>
internal sealed class RandomIndex : IDisposable
{
    private readonly TemporaryFolder? _folder;
    private readonly Lucene.Net.Store.Directory _directory;
    private readonly List<SyntheticDocument> _versions = [];

    /// <param name="seed">The seed.</param>
    /// <param name="size">How many documents; null for a random number, mostly small.</param>
    /// <param name="codec">The codec; null for Lucene's own.</param>
    public RandomIndex(int seed, int? size = null, Codec? codec = null)
    {
        var random = new Random(seed);
        int count = size ?? RandomSize(random);
        int directory = random.Next(4);
        _folder = directory < 2 ? null : new TemporaryFolder();
        _directory = directory < 2 ? new RAMDirectory()
            : new ArticleDirectory(_folder!.Path, directory == 2 ? StorageAccess.Mapped : StorageAccess.Buffered);
        Texts = new RandomTexts(random, count);
        Write(random, Texts.Documents(count), codec);
        if (DirectoryReader.IndexExists(_directory))
            Assert.True(new CheckIndex(_directory).DoCheckIndex().Clean);
        Reader = DirectoryReader.Open(_directory);

        Documents = new SyntheticDocument[Reader.MaxDoc];
        IsLive = new bool[Reader.MaxDoc];
        foreach (var leaf in Reader.Leaves)
        {
            var versions = leaf.AtomicReader.GetNumericDocValues(SyntheticFields.Version);
            for (int doc = 0; doc < leaf.AtomicReader.MaxDoc; doc++)
            {
                Documents[leaf.DocBase + doc] = _versions[(int)versions.Get(doc)];
                IsLive[leaf.DocBase + doc] = leaf.AtomicReader.LiveDocs?.Get(doc) ?? true;
            }
        }
    }

    public DirectoryReader Reader { get; }

    /// <summary>The words to ask for.</summary>
    public RandomTexts Texts { get; }

    /// <summary>By document number, deleted ones included.</summary>
    public SyntheticDocument[] Documents { get; }

    /// <summary>By document number.</summary>
    public bool[] IsLive { get; }

    /// <summary>How many tokens it has in all.</summary>
    public long Tokens => Documents.Sum(document => (document.Title?.Stems.Length ?? 0L) + (document.Body?.Stems.Length ?? 0));

    public void Dispose()
    {
        Reader.Dispose();
        _directory.Dispose();
        _folder?.Dispose();
    }

    private static int RandomSize(Random random) => random.Next(100) switch
    {
        < 35 => random.Next(1, 20),
        < 80 => random.Next(20, 500),
        < 97 => random.Next(500, 3_000),
        _ => random.Next(8_000, 20_000),
    };

    private void Write(Random random, SyntheticDocument[] documents, Codec? codec)
    {
        bool merges = random.Next(2) == 0;
        var config = new IndexWriterConfig(LuceneVersion.LUCENE_48, null)
        {
            Similarity = new ExactLengthSimilarity(),
            MergePolicy = merges ? new LogDocMergePolicy { MergeFactor = random.Next(2, 5), MinMergeDocs = 10 } : NoMergePolicy.COMPOUND_FILES,
            MergeScheduler = new SerialMergeScheduler(),
            RAMBufferSizeMB = 256,
        };
        if (codec is not null)
            config.Codec = codec;
        using var writer = new IndexWriter(_directory, config);
        int segments = random.Next(1, 6);
        double changes = random.Next(3) == 0 ? 0 : random.NextDouble() * 0.2;
        for (int segment = 0, written = 0; segment < segments; segment++)
        {
            int end = segment == segments - 1 ? documents.Length : random.Next(written, documents.Length + 1);
            for (; written < end; written++)
                Put(writer, documents[written]);
            Change(writer, random, documents, (int)(written * changes), written);
            writer.Commit();
        }
        if (merges && random.Next(2) == 0)
            writer.ForceMerge(random.Next(1, 3));
        Change(writer, random, documents, (int)(documents.Length * changes / 2), documents.Length);
    }

    /// <summary>Deletes some of the documents written so far and replaces others by other ones of the same id.</summary>
    private void Change(IndexWriter writer, Random random, SyntheticDocument[] documents, int changes, int written)
    {
        for (int i = 0; i < changes; i++)
        {
            var document = documents[random.Next(written)];
            if (random.Next(2) == 0)
                writer.DeleteDocuments(new Term(FieldNames.Id, document.Id));
            else
                Put(writer, documents[random.Next(documents.Length)] with { Id = document.Id });
        }
    }

    private void Put(IndexWriter writer, SyntheticDocument document)
    {
        writer.UpdateDocument(new Term(FieldNames.Id, document.Id), SyntheticFields.ToLucene(document, _versions.Count));
        _versions.Add(document);
    }
}
