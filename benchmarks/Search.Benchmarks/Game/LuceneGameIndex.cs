using System.Collections.Concurrent;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Codecs;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Scoring;
using LuceneDirectory = Lucene.Net.Store.Directory;
using LuceneFieldType = Lucene.Net.Documents.FieldType;

namespace Search.Benchmarks.Game;

/// <summary>The game's index by a Lucene.Net writer, for ours and the stock engine: they differ in directory and codec alone.</summary>
internal static class LuceneGameIndex
{
    public const string Id = "id", Text = "text";

    private const int BufferMegabytes = 256, FlushesBeforeMerge = 1_000;

    private static readonly LuceneFieldType s_text = TextType();

    public static void Write(LuceneDirectory directory, Codec codec, IEnumerable<GameDocument> documents, GameIndexOptions options)
    {
        var config = new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
        {
            OpenMode = OpenMode.CREATE,
            RAMBufferSizeMB = BufferMegabytes,
            Similarity = new ExactLengthSimilarity(),
            Codec = codec,
            UseCompoundFile = false,
            // Merges neighbours alone, which keeps the documents' order, and waits with it for the end.
            MergePolicy = new LogDocMergePolicy { MergeFactor = FlushesBeforeMerge, NoCFSRatio = 0 },
        };
        using var writer = new IndexWriter(directory, config);
        try
        {
            long added = AddAll(writer, documents, options);
            Console.Error.WriteLine($"{added:N0} documents, merging");
            writer.ForceMerge(options.Segments);
            writer.Commit();
        }
        catch
        {
            // Leaving the block would make an index of what came in before.
            writer.Rollback();
            throw;
        }
    }

    private static long AddAll(IndexWriter writer, IEnumerable<GameDocument> documents, GameIndexOptions options)
    {
        long added = 0;
        if (options.Threads == 1)
        {
            var fields = new Fields();
            foreach (var document in documents)
                Add(fields, document);
            return added;
        }

        var source = Partitioner.Create(documents, EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(source, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, () => new Fields(), (document, _, fields) =>
        {
            Add(fields, document);
            return fields;
        }, _ => { });
        return added;

        void Add(Fields fields, GameDocument document)
        {
            writer.AddDocument(fields.Document(document));
            // A commit closes a segment.
            if (Interlocked.Increment(ref added) % options.SegmentDocuments == 0)
                writer.Commit();
        }
    }

    private static LuceneFieldType TextType()
    {
        var type = new LuceneFieldType
        {
            IsIndexed = true,
            IsTokenized = true,
            IndexOptions = IndexOptions.DOCS_AND_FREQS_AND_POSITIONS,
        };
        type.Freeze();
        return type;
    }

    /// <summary>A document's fields, used again for the next one; one object for each thread.</summary>
#pragma warning disable CA1001 // The indexer closes the token stream after every document; there is nothing else to dispose.
    private sealed class Fields
#pragma warning restore CA1001
    {
        private readonly LetterDigitTokens _tokens = new();
        private readonly BytesRef _idBytes = new();
        private readonly BinaryDocValuesField _id;
        private readonly Document _document;

        public Fields()
        {
            _id = new BinaryDocValuesField(LuceneGameIndex.Id, _idBytes);
            _document = [_id, new Field(LuceneGameIndex.Text, _tokens, s_text)];
        }

        public Document Document(GameDocument document)
        {
            _idBytes.CopyChars(document.Id);
            _tokens.SetText(document.Text);
            return _document;
        }
    }
}
