namespace Search.Core.Evaluation;

/// <summary>Runs judged queries and measures their rankings. A query that is refused counts as one that found nothing.</summary>
internal static class RankEvaluator
{
    private const int MaxDepth = 1_000;

    /// <param name="request">The queries.</param>
    /// <param name="search">Answers a request.</param>
    /// <param name="cancellationToken">Ends the evaluation between two queries, and the query under way.</param>
    /// <exception cref="InvalidRequestException">The evaluation itself is out of its ranges.</exception>
    public static EvaluationResult Run(
        EvaluationRequest request, Func<SearchRequest, CancellationToken, SearchResults> search, CancellationToken cancellationToken)
    {
        Check(request);
        var queries = new List<QueryEvaluation>(request.Queries.Count);
        foreach (var query in request.Queries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            queries.Add(Evaluate(query, request, search, cancellationToken));
        }
        RankingMetrics[] counted = [.. queries.Where(query => query.Counts).Select(query => query.Metrics)];
        return new EvaluationResult { Mean = RankingMetrics.Mean(counted), Counted = counted.Length, Queries = queries };
    }

    private static QueryEvaluation Evaluate(
        JudgedQuery query, EvaluationRequest request, Func<SearchRequest, CancellationToken, SearchResults> search, CancellationToken cancellationToken)
    {
        IReadOnlyList<Hit> found = [];
        string? failure = null;
        try
        {
            found = search(query.Request with { From = 0, Size = request.Depth, Highlight = false, Explain = false }, cancellationToken).Hits;
        }
        catch (InvalidRequestException refusal)
        {
            failure = refusal.Message;
        }
        RatedHit[] hits = [.. found.Select(hit => new RatedHit(hit.Id, hit.Score, query.Ratings.TryGetValue(hit.Id, out int rating) ? rating : null))];
        return new QueryEvaluation
        {
            Id = query.Id,
            Metrics = MetricsCalculation.Of([.. hits.Select(hit => hit.Id)], query.Ratings, request.Cutoff, request.RecallCutoff),
            Counts = query.Ratings.Values.Any(rating => rating > 0),
            Hits = hits,
            Unrated = [.. hits.Take(request.Cutoff).Where(hit => hit.Rating is null).Select(hit => hit.Id)],
            Failure = failure,
        };
    }

    private static void Check(EvaluationRequest request)
    {
        Require(request.Depth is >= 1 and <= MaxDepth, $"The depth {request.Depth} is out of range: look at 1 to {MaxDepth:N0} hits.");
        Require(request.Cutoff >= 1 && request.Cutoff <= request.Depth, $"The cut-off {request.Cutoff} is out of range: give 1 to {request.Depth:N0}, the depth.");
        Require(request.RecallCutoff >= 1 && request.RecallCutoff <= request.Depth, $"The cut-off of recall {request.RecallCutoff} is out of range: give 1 to {request.Depth:N0}, the depth.");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var query in request.Queries)
            Require(ids.Add(query.Id), $"Two queries have the id '{query.Id}': give each one of its own.");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new InvalidRequestException(message);
    }
}
