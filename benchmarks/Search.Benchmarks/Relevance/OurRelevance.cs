using Search.Core;

namespace Search.Benchmarks.Relevance;

/// <summary>This project's engine through its public face, with a profile's defaults.</summary>
internal static class OurRelevance
{
    public static async Task<EngineRun> RunAsync(JudgedCollection collection, RankingProfile profile)
    {
        // No time budget: how good a ranking is must not depend on how busy the machine is.
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions
        {
            RefreshInterval = TimeSpan.Zero,
            Limits = new SearchLimits { TimeBudget = Timeout.InfiniteTimeSpan },
        });
        var added = await index.AddAsync(Sequence(collection.Articles()));
        foreach (var failure in added.Failed)
            await Console.Error.WriteLineAsync($"Not indexed: {failure.Error}");
        var queries = collection.Queries.Select(query => Judged(query, profile)).ToList();
        var result = index.Evaluate(new EvaluationRequest(queries) { Depth = EngineRun.Depth });
        foreach (var failed in result.Queries.Where(query => query.Failure is not null))
            await Console.Error.WriteLineAsync($"Query {failed.Id} was refused: {failed.Failure}");
        return new EngineRun(profile.ToString().ToLowerInvariant(), collection.Queries,
            [.. result.Queries.Select(query => query.Hits.Select(hit => new RankedDocument(hit.Id, hit.Score)).ToList())]);
    }

    private static JudgedQuery Judged(CollectionQuery query, RankingProfile profile) =>
        new(query.Id, new SearchRequest(query.Text) { Profile = profile }) { Ratings = query.Ratings };

    private static async IAsyncEnumerable<Article> Sequence(IEnumerable<Article> articles)
    {
        await Task.CompletedTask;
        foreach (var article in articles)
            yield return article;
    }
}
