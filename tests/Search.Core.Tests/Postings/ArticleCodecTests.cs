using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Postings;
using Search.Core.Storage;

namespace Search.Core.Tests.Postings;

/// <summary>What the codec refuses, its limits, and readers that are closed.</summary>
public sealed class ArticleCodecTests
{
    [Fact]
    public void Offsets_and_payloads_are_refused_by_name()
    {
        using var directory = new RAMDirectory();
        using var writer = new IndexWriter(directory, TwinIndex.Config());
        var type = new Lucene.Net.Documents.FieldType(TextField.TYPE_STORED) { IndexOptions = IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS };
        writer.AddDocument(new Document { new Field("marked", "some words", type) });
        var exception = Assert.Throws<NotSupportedException>(writer.Commit);
        Assert.Contains("'marked'", exception.Message, StringComparison.Ordinal);
        writer.Rollback();
    }

    [Fact]
    public void Norms_that_are_no_lengths_are_refused_by_name()
    {
        using var directory = new RAMDirectory();
        var config = TwinIndex.Config();
        config.Similarity = new NormOf(-1);
        using var writer = new IndexWriter(directory, config);
        writer.AddDocument(new Document { new TextField("body", "words", Field.Store.NO) });
        var exception = Assert.Throws<ArgumentException>(writer.Commit);
        Assert.Contains("'body' is not a length", exception.Message, StringComparison.Ordinal);
        writer.Rollback();
    }

    [Fact]
    public void Lengths_beyond_two_bytes_are_exact()
    {
        using var directory = new RAMDirectory();
        using (var writer = new IndexWriter(directory, TwinIndex.Config()))
        {
            foreach (int length in (int[])[65_535, 65_536, 3])
            {
                var tokens = new ListTokens([.. Enumerable.Range(0, length).Select(i => ("w", i))]);
                writer.AddDocument(new Document { new TextField("body", tokens) });
            }
        }

        using var reader = DirectoryReader.Open(directory);
        var lengths = Assert.IsType<FlatLengths>(reader.Leaves[0].AtomicReader.GetNormValues("body"));
        Assert.Equal(4, lengths.Width);
        Assert.Equal([65_535, 65_536, 3], Enumerable.Range(0, 3).Select(lengths.Get));
        Assert.Throws<ArgumentOutOfRangeException>(() => lengths.Get(3));
        Assert.Empty(PostingsChecker.Check(reader.Leaves[0].AtomicReader));
    }

    [Theory]
    [InlineData(StorageAccess.Mapped)]
    [InlineData(StorageAccess.Buffered)]
    public void Enumerators_of_a_closed_reader_fail(StorageAccess access)
    {
        using var folder = new Tests.TemporaryFolder();
        using var directory = new ArticleDirectory(folder.PathOf("index"), access);
        using (var writer = new IndexWriter(directory, TwinIndex.Config()))
            new TwinIndex(new Random(1)).Add(writer, 2_000, [200, 1_000]);
        var reader = DirectoryReader.Open(directory);
        var segment = reader.Leaves[0].AtomicReader;
        var open = new List<DocsEnum>();
        foreach (string field in (string[])["tags", "counts"])
        {
            var terms = segment.GetTerms(field).GetEnumerator();
            while (terms.MoveNext())
                open.Add(terms.Docs(null, null));
        }

        var positions = segment.GetTerms("text").GetEnumerator();
        Assert.True(positions.MoveNext());
        var places = positions.DocsAndPositions(null, null);
        places.NextDoc();
        places.NextPosition();
        var lengths = segment.GetNormValues("text");
        reader.Dispose();

        foreach (var docs in open)
        {
            Assert.Throws<ObjectDisposedException>(() => docs.NextDoc());
            Assert.Throws<ObjectDisposedException>(() => docs.Advance(500));
        }

        Assert.Throws<ObjectDisposedException>(() => places.NextPosition());
        Assert.Throws<ObjectDisposedException>(() => places.Advance(1_500));
        Assert.Throws<ObjectDisposedException>(() => lengths.Get(0));
    }

    /// <summary>Where other engines' skip lists ended; also the terms that are packed without maxima and with ranges of thousands.</summary>
    [Fact]
    public void A_term_may_have_more_than_524_288_postings_in_a_segment()
    {
        const int Count = 530_000;
        using var directory = new RAMDirectory();
        var config = TwinIndex.Config();
        config.RAMBufferSizeMB = 256;
        var tokens = new List<(string Term, int Position)>();
        using (var writer = new IndexWriter(directory, config))
        {
            var document = new Document { new Field("body", new ListTokens(tokens), new Lucene.Net.Documents.FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS }) };
            for (int doc = 0; doc < Count; doc++)
            {
                tokens.Clear();
                tokens.Add(("all", 0));
                if (doc % 2_500 == 7)
                    tokens.Add(("rare", 1));
                if (doc % 500 == 7)
                    tokens.Add(("ranged", 1));
                if (doc % 500 == 8)
                    tokens.Add(("all", 1));
                writer.AddDocument(document);
            }

            writer.ForceMerge(1);
        }

        using var reader = DirectoryReader.Open(directory);
        var segment = reader.Leaves.Single().AtomicReader;
        Assert.Empty(PostingsChecker.Check(segment));
        var terms = segment.GetTerms("body").GetEnumerator();
        foreach (var (term, step, offset, isRanged) in new[] { ("all", 1, 0, true), ("ranged", 500, 7, true), ("rare", 2_500, 7, false) })
        {
            Assert.True(terms.SeekExact(new BytesRef(term)));
            var docs = terms.Docs(null, null);
            for (int doc = offset; doc < Count; doc += step)
            {
                if (docs.NextDoc() != doc || docs.Freq != (term == "all" && doc % 500 == 8 ? 2 : 1))
                    Assert.Fail($"{term}: {docs.DocID} with {docs.Freq}, not {doc}.");
            }

            Assert.Equal(DocsEnum.NO_MORE_DOCS, docs.NextDoc());
            docs = terms.Docs(null, docs);
            Assert.Equal(525_007, docs.Advance(term == "all" ? 525_007 : 524_999));
            ArticleFieldsProducer.Of(segment)!.Postings.Open((ArticleTermState)terms.GetTermState(), segment.FieldInfos.FieldInfo("body"), out var list);
            Assert.Equal(isRanged, HasRanges(list));
        }
    }

    private static unsafe bool HasRanges(in PostingsList list) => list.Ranges != null;

    private sealed class NormOf(long norm) : Similarity
    {
        public override long ComputeNorm(FieldInvertState state) => norm;

        public override SimWeight ComputeWeight(float queryBoost, Lucene.Net.Search.CollectionStatistics collectionStats, params Lucene.Net.Search.TermStatistics[] termStats) =>
            throw new NotSupportedException();

        public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context) => throw new NotSupportedException();
    }
}
