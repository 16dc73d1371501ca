using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Indexing;
using Search.Core.Likeness;
using Search.Core.Postings;
using Search.Core.Scoring;

namespace Search.Core.Tests.Indexing;

public sealed class SnapshotSignaturesTests
{
    [Fact]
    public void A_damaged_signature_is_named()
    {
        byte[] good = new byte[ArticleSignature.ByteLength];
        good[1] = 1;
        byte[] bad = [.. good];
        bad[^1] = 1;
        using var directory = new RAMDirectory();
        using var reader = Write(directory, good, bad);
        var table = new LikenessTable(10);

        Assert.True(SnapshotSignatures.AreThere(reader));
        Assert.True(SnapshotSignatures.Read(reader, [new ScoredDocument(0, 1), new ScoredDocument(1, 1)], count: 1, table));
        Assert.Equal(256, table.SignatureOf(0)[0]);
        var error = Assert.Throws<InvalidDataException>(() => SnapshotSignatures.Read(reader, [new ScoredDocument(0, 1), new ScoredDocument(1, 1)], count: 2, table));
        Assert.Contains("doc values 'signature', document 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Segments_without_signatures_are_told()
    {
        using var directory = new RAMDirectory();
        using var reader = Write(directory, (byte[]?)null);
        Assert.False(SnapshotSignatures.AreThere(reader));
        Assert.False(SnapshotSignatures.Read(reader, [new ScoredDocument(0, 1)], count: 1, new LikenessTable(10)));
        Assert.Null(SnapshotSignatures.Of(reader, 0));
    }

    [Fact]
    public async Task Bulk_and_single_adds_merges_and_reordering_keep_the_signatures_of_the_texts()
    {
        using var folder = new TemporaryFolder();
        await using var index = ArticleIndex.Open(folder.PathOf("index"));
        for (int i = 0; i < 30; i++)
            await index.AddAsync(Text(i), refresh: false);
        await index.AddAsync(Texts(30, 900));
        await index.DeleteAsync("3");
        await index.OptimizeAsync();

        Assert.True((await index.VerifyAsync()).Sound);
        Assert.Equal(869 + 30, index.GetStatistics().Articles);
    }

    private static async IAsyncEnumerable<Article> Texts(int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            yield return Text(i);
            await Task.CompletedTask;
        }
    }

    private static Article Text(int i) => new()
    {
        Id = $"{i}",
        Title = i % 3 == 0 ? "" : $"Report of harbour {i}",
        Body = string.Join(' ', Enumerable.Range(0, i % 60).Select(word => $"something{word * i % 37} remarkable")),
    };

    private static DirectoryReader Write(RAMDirectory directory, params byte[]?[] signatures)
    {
        using var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, null!));
        foreach (byte[]? signature in signatures)
        {
            Document document = [new StringField("id", "x", Field.Store.NO)];
            if (signature is not null)
                document.Add(new BinaryDocValuesField(FieldNames.Signature, new BytesRef(signature)));
            writer.AddDocument(document);
        }

        writer.Commit();
        return DirectoryReader.Open(directory);
    }
}
