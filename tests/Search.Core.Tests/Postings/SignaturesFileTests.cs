using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Postings;

namespace Search.Core.Tests.Postings;

/// <summary>Signatures in a file of their own: what is written comes back, through merges too, and a file that is not as it was written is named.</summary>
public sealed class SignaturesFileTests
{
    [Fact]
    public void Signatures_of_all_articles_have_a_file_and_come_back_through_a_merge()
    {
        var random = new Random(11);
        byte[][] signatures = [.. Enumerable.Range(0, 300).Select(_ => Signature(random))];
        using var directory = new RAMDirectory();
        using (var writer = new IndexWriter(directory, TwinIndex.Config()))
        {
            for (int i = 0; i < signatures.Length; i++)
            {
                Add(writer, signatures[i]);
                if (i % 50 == 20)
                    writer.Commit();
            }
            writer.ForceMerge(1);
        }

        using var reader = DirectoryReader.Open(directory);
        var leaf = Assert.Single(reader.Leaves).AtomicReader;
        var values = Assert.IsType<SignaturesFile>(leaf.GetBinaryDocValues(FieldNames.Signature));
        var bytes = new BytesRef();
        for (int i = 0; i < signatures.Length; i++)
        {
            values.Get(i, bytes);
            Assert.Equal(signatures[i], bytes.Bytes.AsSpan(bytes.Offset, bytes.Length).ToArray());
            Assert.Equal(signatures[i], values.Of(i).ToArray());
            Assert.True(leaf.GetDocsWithField(FieldNames.Signature).Get(i));
            Assert.Equal(i % 7, leaf.GetNumericDocValues("number").Get(i));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => values.Of(signatures.Length).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => values.Of(-1).Length);
        leaf.CheckIntegrity();
        reader.Dispose();
        Assert.Throws<ObjectDisposedException>(() => values.Of(0).Length);
    }

    /// <summary>The field is any binary field to Lucene: what is no signature, or is not there, is kept as Lucene keeps it.</summary>
    [Fact]
    public void Where_an_article_has_none_or_another_length_the_values_are_Lucenes()
    {
        using var directory = new RAMDirectory();
        using (var writer = new IndexWriter(directory, TwinIndex.Config()))
        {
            Add(writer, new byte[SignaturesFile.EntrySize]);
            Add(writer, null);
            writer.Commit();
            Add(writer, [1, 2, 3]);
        }

        Assert.DoesNotContain(directory.ListAll(), name => name.EndsWith(".sig", StringComparison.Ordinal));
        using var reader = DirectoryReader.Open(directory);
        Assert.Equal(2, reader.Leaves.Count);
        Assert.False(reader.Leaves[0].AtomicReader.GetDocsWithField(FieldNames.Signature).Get(1));
        var bytes = new BytesRef();
        reader.Leaves[1].AtomicReader.GetBinaryDocValues(FieldNames.Signature).Get(0, bytes);
        Assert.Equal([1, 2, 3], bytes.Bytes.AsSpan(bytes.Offset, bytes.Length).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(200)]
    public void A_shortened_file_is_named(int missing)
    {
        using var directory = new RAMDirectory();
        using (var writer = new IndexWriter(directory, TwinIndex.Config()))
        {
            for (int i = 0; i < 3; i++)
                Add(writer, new byte[SignaturesFile.EntrySize]);
        }

        string name = Assert.Single(directory.ListAll(), each => each.EndsWith(".sig", StringComparison.Ordinal));
        byte[] bytes;
        using (var input = directory.OpenInput(name, IOContext.DEFAULT))
        {
            bytes = new byte[input.Length];
            input.ReadBytes(bytes, 0, bytes.Length);
        }
        directory.DeleteFile(name);
        using (var output = directory.CreateOutput(name, IOContext.DEFAULT))
        {
            // The end stays, so that it is the length alone that tells.
            output.WriteBytes(bytes, 0, bytes.Length - missing - 16);
            output.WriteBytes(bytes, bytes.Length - 16, 16);
        }
        var exception = Assert.Throws<CorruptIndexException>(() => DirectoryReader.Open(directory).Leaves[0].AtomicReader.GetBinaryDocValues(FieldNames.Signature));
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    private static byte[] Signature(Random random)
    {
        byte[] signature = new byte[SignaturesFile.EntrySize];
        random.NextBytes(signature);
        return signature;
    }

    private static void Add(IndexWriter writer, byte[]? signature)
    {
        var document = new Document { new NumericDocValuesField("number", writer.MaxDoc % 7) };
        if (signature is not null)
            document.Add(new BinaryDocValuesField(FieldNames.Signature, new BytesRef(signature)));
        writer.AddDocument(document);
    }
}
