using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Benchmarks.Game;
using Search.Benchmarks.Measuring;
using Search.Core;
using Search.Core.Indexing.Bulk;
using Search.Core.Indexing.Optimizing;
using Search.Core.Scoring;
using Search.Core.Storage;
using OpenMode = Lucene.Net.Index.OpenMode;

namespace Search.Benchmarks.Engines;

/// <summary>
/// This project's bulk builder and codec with the fields and tokens of the Java peer. As with the other .NET engines, one thread more reads and
/// parses, and is a little ahead of those that index; as in the product, where fewer index than there are processors, one more stores. What joins
/// the index is durable at the end.
/// </summary>
internal sealed class OurBulkEngine : IIndexingEngine
{
    private const int LookEvery = 16, ReadAhead = 8, BatchArticles = 32;

    public string Title => "ours";

    public async Task IndexAsync(CorpusFiles corpus, string folder, int threads, int bufferMegabytes)
    {
        using var articles = new BlockingCollection<List<Article>>(ReadAhead);
        var reading = Task.Run(() => ReadAsync(corpus, articles));
        using var directory = new ArticleDirectory(folder, StorageAccess.Mapped);
        using var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
        {
            OpenMode = OpenMode.CREATE,
            Similarity = new ExactLengthSimilarity(),
            Codec = OurCodec.Instance,
            UseCompoundFile = false,
            MergePolicy = new ArticleMergePolicy(new TieredMergePolicy { NoCFSRatio = 0 }),
        });
        int segments = 0;
        long memory = ((long)bufferMegabytes << 20) / threads;
        var others = Enumerable.Range(1, threads - 1).Select(_ => Task.Factory.StartNew(Build, TaskCreationOptions.LongRunning)).ToArray();
        Build();
        await Task.WhenAll([reading, .. others]);
        writer.WaitForMerges();
        writer.Commit();

        void Build()
        {
            using var builder = new SegmentBuilder(storesAside: threads < Environment.ProcessorCount);
            var fields = new Fields(builder);
            MovedDirectory? segment = null;
            foreach (var article in articles.GetConsumingEnumerable().SelectMany(batch => batch))
            {
                if (segment is null)
                {
                    string name = Interlocked.Increment(ref segments).ToString(CultureInfo.InvariantCulture);
                    segment = new MovedDirectory(new ArticleDirectory(Path.Combine(folder, SegmentJoiner.FolderName, name), StorageAccess.Mapped));
                    builder.Start(segment);
                }

                fields.Add(article);
                if (builder.DocCount % LookEvery == 0 && builder.Bytes > memory)
                    Join();
            }

            if (segment is not null)
                Join();

            void Join()
            {
                builder.Finish();
                writer.AddIndexes(segment!);
                SegmentJoiner.Remove(segment!);
                segment = null;
            }
        }
    }

    public (long Articles, int Segments) Inspect(string folder)
    {
        using var directory = new ArticleDirectory(folder, StorageAccess.Mapped, readOnly: true);
        using var reader = DirectoryReader.Open(directory);
        return (reader.NumDocs, reader.Leaves.Count);
    }

    private static async Task ReadAsync(CorpusFiles corpus, BlockingCollection<List<Article>> articles)
    {
        try
        {
            var batch = new List<Article>(BatchArticles);
            await foreach (var article in corpus.ReadAsync())
            {
                batch.Add(article);
                if (batch.Count < BatchArticles)
                    continue;
                articles.Add(batch);
                batch = new List<Article>(BatchArticles);
            }

            articles.Add(batch);
        }
        finally
        {
            articles.CompleteAdding();
        }
    }

    private sealed class Fields(SegmentBuilder builder)
    {
        private readonly LetterDigitWords _words = new();
        private readonly InvertedColumn _id = builder.Inverted(StockFields.Id, InvertedKind.Documents);
        private readonly InvertedColumn _title = builder.Inverted(StockFields.Title, InvertedKind.PositionsAndLengths);
        private readonly InvertedColumn _body = builder.Inverted(StockFields.Body, InvertedKind.PositionsAndLengths);
        private readonly InvertedColumn _date = builder.Inverted(StockFields.Date, InvertedKind.Documents);
        private readonly NumberColumn _day = builder.Numbers("day");

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(Article article)
        {
            AddTerm(_id, article.Id);
            AddText(_title, article.Title);
            AddText(_body, article.Body);
            if (article.Date is { } date)
            {
                AddTerm(_date, date.ToString());
                _day.Add(builder.DocCount, date.Start.Ticks / TimeSpan.TicksPerDay);
            }

            builder.EndDocument(new Article { Id = article.Id, Title = article.Title, Body = article.Body, Date = article.Date });
        }

        private void AddTerm(InvertedColumn column, string term)
        {
            column.StartDocument(builder.DocCount);
            column.Add(term);
            column.EndDocument();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AddText(InvertedColumn column, string text)
        {
            column.StartDocument(builder.DocCount);
            _words.Open(text);
            while (_words.Next())
                column.Add(_words.Word);
            column.EndDocument();
        }
    }
}
