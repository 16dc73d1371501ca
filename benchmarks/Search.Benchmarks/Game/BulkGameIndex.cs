using System.Globalization;
using System.Text;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Benchmarks.Engines;
using Search.Core;
using Search.Core.Indexing.Bulk;
using Search.Core.Scoring;
using Search.Core.Storage;
using OpenMode = Lucene.Net.Index.OpenMode;

namespace Search.Benchmarks.Game;

/// <summary>The game's index by the bulk builder of this project: each thread builds segments, which are merged at the end.</summary>
internal sealed class BulkGameIndex(string folder, GameIndexOptions options)
{
    private const long MemoryBytes = 256L << 20;
    private const int LookEvery = 64, SegmentsAtMost = 10_000;

    private readonly Lock _gate = new();
    private readonly List<(long First, ArticleDirectory Directory)> _segments = [];
    private long _taken;

    public void Write(IEnumerable<GameDocument> documents)
    {
        string runs = Path.Combine(folder, SegmentJoiner.FolderName);
        using var source = documents.GetEnumerator();
        // The first thread is this one, so that one thread is one thread.
        var others = Enumerable.Range(1, options.Threads - 1).Select(_ => Task.Factory.StartNew(() => Build(source, runs), TaskCreationOptions.LongRunning)).ToArray();
        try
        {
            Build(source, runs);
        }
        finally
        {
            Task.WaitAll(others);
        }

        Console.Error.WriteLine($"{_taken:N0} documents in {_segments.Count} segments, merging");
        Join();
        // Without documents there were no runs.
        if (Directory.Exists(runs))
            Directory.Delete(runs, recursive: true);
    }

    private void Build(IEnumerator<GameDocument> source, string runs)
    {
        using var builder = new SegmentBuilder();
        var words = new LetterDigitWords();
        var text = builder.Inverted(LuceneGameIndex.Text, InvertedKind.PositionsAndLengths);
        var ids = builder.Binary(LuceneGameIndex.Id);
        ArticleDirectory? directory = null;
        long first = 0;
        int inSegment = 0;
        while (Take(source, out var document, out long number))
        {
            if (directory is null)
            {
                directory = new ArticleDirectory(Path.Combine(runs, number.ToString(CultureInfo.InvariantCulture)), StorageAccess.Mapped);
                builder.Start(directory);
                first = number;
                inSegment = 0;
            }

            Add(builder, text, ids, words, document);
            inSegment++;
            if (inSegment == options.SegmentDocuments || (inSegment % LookEvery == 0 && builder.Bytes > MemoryBytes / options.Threads))
            {
                Finish(builder, first, directory);
                directory = null;
            }
        }

        if (directory is not null)
            Finish(builder, first, directory);
    }

    private static void Add(SegmentBuilder builder, InvertedColumn text, BytesColumn ids, LetterDigitWords words, GameDocument document)
    {
        text.StartDocument(builder.DocCount);
        words.Open(document.Text);
        while (words.Next())
            text.Add(words.Word);
        text.EndDocument();
        ids.Add(builder.DocCount, Encoding.UTF8.GetBytes(document.Id));
        builder.EndDocument();
    }

    private bool Take(IEnumerator<GameDocument> source, out GameDocument document, out long number)
    {
        lock (_gate)
        {
            bool found = source.MoveNext();
            document = found ? source.Current : default;
            number = found ? _taken++ : -1;
            return found;
        }
    }

    private void Finish(SegmentBuilder builder, long first, ArticleDirectory directory)
    {
        builder.Finish();
        lock (_gate)
            _segments.Add((first, directory));
    }

    /// <summary>In the order of their documents, which one thread keeps.</summary>
    private void Join()
    {
        using var target = new ArticleDirectory(folder, StorageAccess.Mapped);
        using var writer = new IndexWriter(target, new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
        {
            OpenMode = OpenMode.CREATE,
            Similarity = new ExactLengthSimilarity(),
            Codec = OurCodec.Instance,
            UseCompoundFile = false,
            MergePolicy = new LogDocMergePolicy { MergeFactor = SegmentsAtMost, NoCFSRatio = 0 },
        });
        try
        {
            foreach (var (_, directory) in _segments.OrderBy(segment => segment.First))
            {
                using var moved = new MovedDirectory(directory);
                writer.AddIndexes(moved);
            }

            writer.ForceMerge(options.Segments);
            writer.Commit();
        }
        catch
        {
            writer.Rollback();
            throw;
        }
    }
}
