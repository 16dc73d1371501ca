using BenchmarkDotNet.Attributes;
using Search.Core;
using Search.Core.Analysis;

namespace Search.Benchmarks.Micro;

/// <summary>What a token costs: found, folded, stemmed. Over the bodies of the sample articles, all of them an operation.</summary>
public class AnalysisBenchmarks
{
    private string[] _bodies = [];
    private AnalysisChain _chain = null!;

    [GlobalSetup]
    public void Read()
    {
        _bodies = [.. SampleArticles.Read().Select(article => article.Body)];
        _chain = new AnalysisChain(new AnalysisOptions());
    }

    [Benchmark(Baseline = true, Description = "tokens found")]
    public int Find()
    {
        int tokens = 0;
        foreach (string body in _bodies)
        {
            using var cursor = _chain.Open(body);
            while (cursor.Next())
                tokens++;
        }

        return tokens;
    }

    [Benchmark(Description = "exact forms")]
    public int Fold()
    {
        int characters = 0;
        foreach (string body in _bodies)
        {
            using var cursor = _chain.Open(body);
            while (cursor.Next())
                characters += cursor.Exact.Length;
        }

        return characters;
    }

    [Benchmark(Description = "stems")]
    public int Stem()
    {
        int characters = 0;
        foreach (string body in _bodies)
        {
            using var cursor = _chain.Open(body);
            while (cursor.Next())
                characters += cursor.Stem.Length;
        }

        return characters;
    }

    [Benchmark(Description = "stems and further forms, as the indexer asks for them")]
    public int Index()
    {
        int characters = 0;
        foreach (string body in _bodies)
        {
            using var cursor = _chain.Open(body);
            while (cursor.Next())
            {
                characters += cursor.Stem.Length;
                if (cursor.TryJoined(out var joined, out _))
                    characters += joined.Length;
                if (cursor.TryAcronym(out var acronym))
                    characters += acronym.Length;
            }
        }

        return characters;
    }
}
