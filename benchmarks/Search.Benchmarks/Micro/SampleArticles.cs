using Search.Benchmarks.Commands;
using Search.Benchmarks.Reports;
using Search.Core;

namespace Search.Benchmarks.Micro;

/// <summary>The sample archive of the repository, <c>index-data/articles</c>.</summary>
internal static class SampleArticles
{
    public static IReadOnlyList<Article> Read()
    {
        string root = Repository.Root ?? throw new MeasurementException("The sample articles are in the repository: run this from a checkout.");
        return Corpus.Read(Path.Combine(root, "index-data", "articles")).ToBlockingEnumerable().ToList();
    }
}
