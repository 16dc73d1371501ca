using BenchmarkDotNet.Attributes;
using Search.Core;

namespace Search.Benchmarks.Micro;

/// <summary>What highlighting a text costs through the public face, parsing and compiling the query included: one article an operation.</summary>
public class HighlighterBenchmarks
{
    private ArticleIndex _index = null!;
    private string _body = "";

    [Params("government minister", "\"said on\"", "govern* ministr~")]
    public string Query { get; set; } = "";

    [GlobalSetup]
    public void Index()
    {
        var articles = SampleArticles.Read();
        _body = articles.MaxBy(article => article.Body.Length)!.Body;
        _index = ArticleIndex.CreateInMemory();
        _index.AddAsync(articles.ToAsyncEnumerable()).GetAwaiter().GetResult();
    }

    [GlobalCleanup]
    public void Close() => _index.Dispose();

    [Benchmark(Description = "passages of the longest article")]
    public HighlightResult? Passages() => _index.Highlight(new HighlightRequest(Query) { Text = _body });

    [Benchmark(Description = "the whole of it")]
    public HighlightResult? Whole() => _index.Highlight(new HighlightRequest(Query) { Text = _body, Whole = true });
}
