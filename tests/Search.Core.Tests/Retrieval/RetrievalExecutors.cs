using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>Runs a plan over a snapshot.</summary>
internal delegate RetrievalResult Execute(IndexReader reader, QueryPlan plan, RetrievalRequest request, SearchBudget budget);

/// <summary>What <see cref="RetrievalPropertyTests"/> holds to the law: every way to run a plan, over every codec.</summary>
internal static class RetrievalExecutors
{
    /// <summary>The name of the one that is given costs other than the measured ones.</summary>
    public const string ByOtherCosts = "the one that chooses by other costs";

    public static IReadOnlyList<(string Name, Execute Search)> All { get; } =
    [
        ("exhaustive", ExhaustiveRetriever.Search),
        ("the one that chooses", Retriever.Search),
        (ByOtherCosts, Retriever.Search),
    ];

    /// <summary>The codecs that random indexes are written with; null for Lucene's own.</summary>
    public static IReadOnlyList<Codec?> Codecs { get; } = [null, Ours(), Ours(), Ours()];

    private static ArticleCodec Ours()
    {
        ArticleCodec.Register();
        return ArticleCodec.Instance;
    }
}
