using System.Globalization;
using Search.Benchmarks.Commands;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Reports;
using Search.Benchmarks.Speed;
using Search.Core;
using Search.Core.Scoring;

namespace Search.Benchmarks.Product;

/// <summary>
/// Question: what does a search of the product cost (title and body, proximity, a date filter on every other query, ten hits, a bounded
/// total) against the bare disjunction of its words in the same index, and what do loading and highlighting add?
/// </summary>
internal sealed class ProductMeasurement
{
    public async Task<int> RunAsync(CommandOptions options)
    {
        var report = new Report("speed", "--product " + options.Line.Replace("--product", "", StringComparison.Ordinal).Trim());
        var files = options.Files("corpus");
        string queryFile = options.File("queries");
        int warmSeconds = options.Number("warm-seconds", 10, 0);
        var rounds = new Rounds(options.Number("rounds", 6, 1), 3, warmSeconds);
        int limit = options.Number("limit", int.MaxValue, 1);
        string? work = options.Text("work"), index = options.Text("index"), json = options.Text("json");
        bool isThorough = options.Flag("thorough");
        options.Done();
        var queries = Disjunctions(queryFile).Take(limit).ToList();

        await using var news = await NewsIndex.BuildAsync(new DressedCorpus(files).ReadAsync(), work, index, oneSegment: true);
        using var lease = news.Session.Snapshots.Acquire();
        var product = new ProductStages(news.Session, lease.Snapshot);
        queries = [.. queries.Where(query => product.Bare(query).Documents.Count > 0)];
        if (queries.Count == 0)
            throw new MeasurementException("No query finds anything.");
        var isFiltered = queries.Select((query, i) => (query, i)).ToDictionary(each => each.query, each => each.i % 2 == 1, StringComparer.Ordinal);
        var found = queries.ToDictionary(query => query, query => product.Search(query, proximity: true, isFiltered[query]).Documents, StringComparer.Ordinal);
        int checkedHits = Compare(news.Index, product, queries, isFiltered, lease.Snapshot.Find);

        StageTimes[] stages =
        [
            new("bare disjunction", queries, query => product.Bare(query).Documents.Count),
            new("product retrieval", queries, query => product.Search(query, proximity: true, isFiltered[query]).Documents.Count),
            new("product retrieval, no neighbours", queries, query => product.Search(query, proximity: true, isFiltered[query], neighbours: false).Documents.Count),
            new("product retrieval, no proximity", queries, query => product.Search(query, proximity: false, isFiltered[query]).Documents.Count),
            new("product retrieval, no filter", queries, query => product.Search(query, proximity: true, dateFilter: false).Documents.Count),
            new("product retrieval, no filter, no proximity", queries, query => product.Search(query, proximity: false, dateFilter: false).Documents.Count),
            new("product retrieval, no filter, no typos", queries, query => product.Retrieve(product.Plan(query, proximity: true, dateFilter: false, typos: false)).Documents.Count),
            new("parsing and planning alone", queries, query => product.Plan(query, proximity: true, isFiltered[query]).Rewards.Count),
            new("loading alone", queries, query => product.Load(found[query])),
            new("ArticleIndex.Search", queries, query => news.Index.Search(Request(query, false)).Hits.Count),
            new("ArticleIndex.Search, highlights", queries, query => news.Index.Search(Request(query, true)).Hits.Count),
        ];
        if (isThorough)
            stages = [.. stages, new("ArticleIndex.Search, thorough", queries, query => news.Index.Search(Request(query, false) with { Profile = RankingProfile.Thorough }).Hits.Count)];
        foreach (var stage in stages)
        {
            await Console.Error.WriteLineAsync($"warming {stage.Name}");
            rounds.Warm(stage.Round);
            stage.Forget();
        }

        // Stages take turns round by round, so that a busy spell of the machine falls on all of them.
        for (int round = 0; round < rounds.Timed; round++)
            Array.ForEach(stages, stage => stage.Round());

        var allocated = Allocated(product, queries, isFiltered);
        var bare = stages[0].MicrosPerQuery;
        var rows = stages.Select(stage => new
        {
            stage.Name,
            stage.MicrosPerQuery,
            MedianToBare = Math.Round(stage.MicrosPerQuery.Median / bare.Median, 3),
            MeanToBare = Math.Round(stage.MicrosPerQuery.Mean / bare.Mean, 3),
        }).ToList();
        report.Add("corpus", files.Select(Path.GetFileName));
        report.Add("articles", lease.Snapshot.Reader.NumDocs);
        report.Add("segments", lease.Snapshot.SegmentCount);
        report.Add("queries", queries.Count);
        report.Add("rounds", rounds.Timed);
        report.Add("hitsCompared", checkedHits);
        report.Add("stages", rows);
        report.Add("bytesAllocatedInRetrieval", allocated);
        report.Save(json);

        var table = new MarkdownTable("stage", "mean", "median", "p99", "all rounds", "mean to bare", "median to bare");
        foreach (var row in rows)
        {
            var times = row.MicrosPerQuery;
            table.Add(row.Name, Number(times.Mean), Number(times.Median), Number(times.P99), Number(times.MeanAllRounds), Number(row.MeanToBare), Number(row.MedianToBare));
        }

        string markdown = $"# The product's search\n\n{report.Headline}\n\n`{report.CommandLine}`\n\n{lease.Snapshot.Reader.NumDocs.ToString("N0", CultureInfo.InvariantCulture)} articles in {lease.Snapshot.SegmentCount} segment(s), {queries.Count} queries, {ProductStages.Hits} hits, total bounded at {ProductStages.BoundedTotal}, a date filter on every other query; one thread, best of {rounds.Timed} rounds, microseconds.\n\n{table}\n"
            + $"Bytes allocated a query in the retrieval alone: mean {allocated.Mean:0}, median {allocated.Median:0}, p99 {allocated.P99:0}. {checkedHits} hits compared with ArticleIndex.Search.\n";
        Report.SaveBeside(json, ".md", markdown);
        Console.Write(markdown);
        return 0;

        SearchRequest Request(string query, bool highlight) =>
            new(query) { Size = ProductStages.Hits, Highlight = highlight, After = isFiltered[query] ? product.MiddleDate : null };
    }

    /// <summary>Plain words: what is asked for with operators is no disjunction, and is left out.</summary>
    private static IEnumerable<string> Disjunctions(string path) => QueryFile.Read(path).Select(ClassedQuery.Of)
        .Where(query => query.Class == QueryShape.Term || query.Class.StartsWith("or", StringComparison.Ordinal))
        .Select(query => string.Join(' ', query.Parsed.Words)).Distinct(StringComparer.Ordinal);

    /// <summary>The stages must find what the product finds, or their times say nothing of it.</summary>
    private static int Compare(ArticleIndex index, ProductStages product, List<string> queries, Dictionary<string, bool> isFiltered, Func<string, int> find)
    {
        int compared = 0;
        foreach (string query in queries)
        {
            var hits = index.Search(new SearchRequest(query) { Size = ProductStages.Hits, Highlight = false, After = isFiltered[query] ? product.MiddleDate : null }).Hits;
            var documents = product.Search(query, proximity: true, isFiltered[query]).Documents;
            if (!hits.Select(hit => new ScoredDocument(find(hit.Id), (float)hit.Score)).SequenceEqual(documents))
                throw new MeasurementException($"'{query}': the stages find other hits than ArticleIndex.Search.");
            compared += hits.Count;
        }

        return compared;
    }

    /// <summary>Bytes of the managed heap for each query, plan and answer aside from the measurement: only what retrieving allocates.</summary>
    private static TimeSummary Allocated(ProductStages product, List<string> queries, Dictionary<string, bool> isFiltered)
    {
        var bytes = new QueryTimes(queries.Count);
        for (int i = 0; i < queries.Count; i++)
        {
            // The second run counts: pools are filled by then.
            for (int run = 0; run < 2; run++)
            {
                var plan = product.Plan(queries[i], proximity: true, isFiltered[queries[i]]);
                long before = GC.GetAllocatedBytesForCurrentThread();
                product.Retrieve(plan);
                if (run == 1)
                    bytes.Add(i, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        }

        return bytes.Summarize();
    }

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}
