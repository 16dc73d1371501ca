using System.Text.Json;
using Search.Benchmarks.News;
using Search.Benchmarks.Reports;
using Search.Core;

namespace Search.Benchmarks.Commands;

/// <summary>Runs the news test set on ours and on stock Lucene.Net with its English analyzer.</summary>
internal sealed class NewsCommand : ICommand
{
    private const int Size = 50;

    public string Name => "news";

    public string Summary => "the news test set: how many of its queries find what they must, ours and stock Lucene.Net";

    public string Usage => "[--failures]";

    public async Task<int> RunAsync(CommandOptions options)
    {
        bool showFailures = options.Flag("failures");
        options.Done();
        string folder = Path.Combine(Repository.Root ?? throw new MeasurementException("The news test set is in the repository: run this from within it."), "tests", "data", "news");
        string corpus = Path.Combine(folder, "articles.jsonl");
        var pairs = File.ReadLines(Path.Combine(folder, "pairs.tsv")).Skip(1).Select(NewsPair.Parse).ToList();
        await using var index = ArticleIndex.CreateInMemory();
        await index.AddAsync(Corpus.Read(corpus));
        using var stock = new StockNewsSearch(File.ReadLines(corpus).Select(line => ArticleJson.Read(System.Text.Encoding.UTF8.GetBytes(line))));

        Console.WriteLine("| kind | queries | ours | stock Lucene.Net |\n|---|---:|---:|---:|");
        int allOurs = 0, allStock = 0;
        foreach (var kind in pairs.GroupBy(pair => pair.Kind))
        {
            var ours = kind.Where(pair => pair.IsMetBy([.. index.Search(new SearchRequest(pair.Query) { Size = Size, Highlight = false }).Hits.Select(hit => hit.Id)])).ToList();
            int met = kind.Count(pair => pair.IsMetBy(stock.Search(pair.Query, Size)));
            allOurs += ours.Count;
            allStock += met;
            Console.WriteLine($"| {kind.Key} | {kind.Count()} | {ours.Count} | {met} |");
            foreach (var failure in showFailures ? kind.Except(ours) : [])
                Console.WriteLine($"not met: {JsonSerializer.Serialize(failure)}");
        }

        Console.WriteLine($"| all | {pairs.Count} | {allOurs} | {allStock} |");
        return 0;
    }
}
