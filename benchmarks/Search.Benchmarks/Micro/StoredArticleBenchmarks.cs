using BenchmarkDotNet.Attributes;
using Search.Core;
using Search.Core.Indexing;

namespace Search.Benchmarks.Micro;

/// <summary>What storing an article costs and reading it back, with its body and without. All sample articles an operation.</summary>
public class StoredArticleBenchmarks
{
    private IReadOnlyList<Article> _articles = [];
    private byte[][] _stored = [];

    [GlobalSetup]
    public void Read()
    {
        _articles = SampleArticles.Read();
        _stored = [.. _articles.Select(StoredArticle.Encode)];
    }

    [Benchmark(Description = "encode")]
    public long Encode()
    {
        long bytes = 0;
        foreach (var article in _articles)
            bytes += StoredArticle.Encode(article).Length;
        return bytes;
    }

    [Benchmark(Baseline = true, Description = "decode with body")]
    public long Decode()
    {
        long characters = 0;
        foreach (byte[] stored in _stored)
            characters += StoredArticle.Decode(stored, withBody: true).Body.Length;
        return characters;
    }

    [Benchmark(Description = "decode without body")]
    public long DecodeHeader()
    {
        long characters = 0;
        foreach (byte[] stored in _stored)
            characters += StoredArticle.Decode(stored, withBody: false).Title.Length;
        return characters;
    }
}
