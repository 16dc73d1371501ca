using System.Diagnostics;
using System.Globalization;
using Search.Benchmarks.Facets;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Reports;
using Search.Core;
using Search.Core.Facets;
using Search.Core.Retrieval;
using Search.Core.Searching;

namespace Search.Benchmarks.Commands;

/// <summary>
/// Question: how long does it take to count the values of a field over all articles that match, finding the matches included, beside stock
/// Lucene.Net that collects the same ordinals of the same segment? One thread; the values are compared first.
/// </summary>
internal sealed class FacetsCommand : ICommand
{
    private const int Size = 10;

    private static readonly string[] s_fields = ["source", "author", "topic", "year", "month", "day"];

    /// <summary>Nothing, a word of all articles, a word of every other one.</summary>
    private static readonly string[] s_words = ["", "every", "half"];

    public string Name => "facets";

    public string Summary => "milliseconds a field to count its values over all matches, ours and stock Lucene.Net";

    public string Usage => "[--articles 1000000] [--rounds 10] [--warm-seconds 2] [--work DIR] [--index DIR] [--json OUT]";

    public async Task<int> RunAsync(CommandOptions options)
    {
        var report = new Report(Name, options.Line);
        int articles = options.Number("articles", 1_000_000, 1);
        var rounds = new Rounds(options.Number("rounds", 10, 1), 3, options.Number("warm-seconds", 2, 0));
        string? work = options.Text("work"), folder = options.Text("index"), json = options.Text("json");
        options.Done();

        await using var news = await NewsIndex.BuildAsync(FacetCorpus.ReadAsync(articles), work, folder, oneSegment: true);
        using var lease = news.Session.Snapshots.Acquire();
        var reader = lease.Snapshot.Reader;
        if (reader.Leaves.Count != 1)
            throw new MeasurementException($"The index has {reader.Leaves.Count} segments; stock ordinals can be compared in one alone.");
        var table = new MarkdownTable("field", "query", "matches", "ours", "stock", "ours to stock");
        var rows = new List<object>();
        foreach (string field in s_fields)
        {
            foreach (string word in s_words)
            {
                var request = new SearchRequest(word) { Size = 0, Facets = [new(field) { Size = Size }] };
                var plan = PlanOf(reader, word);
                var stock = field is "year" or "month" or "day" ? null : new StockFacets(reader, field);
                var expected = stock?.Top(word, Size);
                var found = news.Index.Search(request);
                if (!found.Facets[0].Values.SequenceEqual(Ours(reader, plan, field)) || (expected is not null && !expected.SequenceEqual(found.Facets[0].Values)))
                    throw new MeasurementException($"{field} over '{word}': the values differ.");

                double ours = double.PositiveInfinity, theirs = double.PositiveInfinity;
                rounds.Warm(() =>
                {
                    Ours(reader, plan, field);
                    stock?.Top(word, Size);
                });
                for (int round = 0; round < rounds.Timed; round++)
                {
                    ours = Math.Min(ours, Milliseconds(() => Ours(reader, plan, field)));
                    theirs = stock is null ? double.NaN : Math.Min(theirs, Milliseconds(() => stock.Top(word, Size)));
                }
                long matches = news.Index.Search(new SearchRequest(word) { Size = 0, Total = TotalMode.Exact }).Total.Value;
                rows.Add(new { field, query = word, matches, ours = Math.Round(ours, 3), stock = stock is null ? (double?)null : Math.Round(theirs, 3) });
                table.Add(field, word.Length == 0 ? "everything" : word, matches.ToString("N0", CultureInfo.InvariantCulture), Number(ours), stock is null ? "" : Number(theirs), stock is null ? "" : Number(ours / theirs));
            }
        }

        report.Add("articles", reader.NumDocs);
        report.Add("rounds", rounds.Timed);
        report.Add("milliseconds", rows);
        report.Save(json);
        string markdown = $"# Facets\n\n{report.Headline}\n\n`{report.CommandLine}`\n\n{reader.NumDocs:N0} articles in one segment, one thread, best of {rounds.Timed} rounds, milliseconds for one field: matches, counts and the first {Size} values.\n\n{table}";
        Report.SaveBeside(json, ".md", markdown);
        Console.Write(markdown);
        return 0;
    }

    private static QueryPlan PlanOf(Lucene.Net.Index.IndexReader reader, string word)
    {
        if (word.Length == 0)
            return new QueryPlan(new EverythingPlan(), []);
        var term = IndexTerm.Find(reader, Core.Postings.FieldNames.Body, new Lucene.Net.Util.BytesRef(word));
        return new QueryPlan(new KeywordPlan([term]), []);
    }

    private static IReadOnlyList<FacetValue> Ours(Lucene.Net.Index.IndexReader reader, QueryPlan plan, string field)
    {
        using var counter = new FacetCounter(reader, [FacetFields.SourceOf(field)]);
        MatchWindows.Visit(reader, plan, counter, new SearchBudget(Timeout.InfiniteTimeSpan, CancellationToken.None));
        return counter.Top(0, Size);
    }

    private static double Milliseconds(Action action)
    {
        long started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
