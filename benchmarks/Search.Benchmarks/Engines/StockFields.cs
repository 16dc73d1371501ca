using Lucene.Net.Analysis;
using Lucene.Net.Documents;
using Search.Core;

namespace Search.Benchmarks.Engines;

/// <summary>An article as a document of stock Lucene.Net. One object for each thread.</summary>
internal abstract class StockFields
{
    public const string Id = "id", Title = "title", Body = "body", Source = "source", Date = "date";

    public abstract Analyzer Analyzer { get; }

    public abstract Document Document(Article article);
}
