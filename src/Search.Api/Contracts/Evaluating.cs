using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>How useful an article is to who asked.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RatingParameters
{
    /// <summary>The article's id.</summary>
    public string? Id { get; init; }

    /// <summary>0 for not at all, 1 or more for relevant, the more the better.</summary>
    [DefaultValue(1)]
    public int? Rating { get; init; }
}

/// <summary>A search whose answer is known, at least in part.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record JudgedQueryParameters
{
    /// <summary>Names the query in the reply; its number, from 1, when it is left out.</summary>
    public string? Id { get; init; }

    /// <summary>The search, as in <c>POST /v1/search</c>. Paging, highlights and explanations have no effect.</summary>
    public SearchParameters? Request { get; init; }

    /// <summary>The articles that were judged; all others count as not relevant.</summary>
    public IReadOnlyList<RatingParameters>? Ratings { get; init; }
}

/// <summary>Asks how well the index ranks for queries whose answers are known.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EvaluationParameters
{
    private const int MaxQueries = 1_000;
    private const int MaxDepth = 1_000;

    /// <summary>The judged queries, at most 1,000.</summary>
    public IReadOnlyList<JudgedQueryParameters>? Requests { get; init; }

    /// <summary>The cut-off of nDCG, reciprocal rank and precision.</summary>
    [DefaultValue(10), Range(1, MaxDepth)]
    public int? K { get; init; }

    /// <summary>The cut-off of recall.</summary>
    [DefaultValue(100), Range(1, MaxDepth)]
    public int? RecallK { get; init; }

    /// <summary>How many hits of each query are looked at.</summary>
    [DefaultValue(1_000), Range(1, MaxDepth)]
    public int? Depth { get; init; }

    /// <summary>The library's request.</summary>
    /// <exception cref="ProblemException">A value is missing or out of its range (400).</exception>
    public EvaluationRequest ToRequest()
    {
        if (Requests is not { Count: > 0 })
            throw ProblemException.BadRequest("A parameter is missing", "Give judged queries as 'requests'.");
        int count = Parameter.InRange("requests (how many)", Requests.Count, 1, MaxQueries);
        int depth = Parameter.InRange("depth", Depth ?? MaxDepth, 1, MaxDepth);
        var queries = new List<JudgedQuery>(count);
        for (int i = 0; i < count; i++)
            queries.Add(ToQuery(Requests[i], $"{i + 1}"));
        return new EvaluationRequest(queries)
        {
            Cutoff = Parameter.InRange("k", K ?? Math.Min(10, depth), 1, depth),
            RecallCutoff = Parameter.InRange("recallK", RecallK ?? Math.Min(100, depth), 1, depth),
            Depth = depth,
        };
    }

    private static JudgedQuery ToQuery(JudgedQueryParameters? query, string number)
    {
        if (query?.Request is null)
            throw ProblemException.BadRequest("A parameter is missing", $"Give the search of query {number} as 'request'.");
        var ratings = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var rating in query.Ratings ?? [])
        {
            if (rating?.Id is null)
                throw ProblemException.BadRequest("A parameter is missing", $"A rating of query {number} has no 'id'.");
            if (!ratings.TryAdd(rating.Id, rating.Rating ?? 1))
                throw Parameter.Wrong("ratings", $"of query {number} has the article '{Parameter.Shorten(rating.Id)}' twice.");
        }
        return new JudgedQuery(query.Id ?? number, query.Request.ToRequest()) { Ratings = ratings };
    }
}

/// <summary>How good rankings are, each from 0 to 1.</summary>
/// <param name="Ndcg">Normalised discounted cumulative gain at <c>k</c>, with linear gain.</param>
/// <param name="Map">Mean average precision; of one query, its average precision.</param>
/// <param name="Recall">Recall at <c>recallK</c>.</param>
/// <param name="Mrr">Mean reciprocal rank at <c>k</c>; of one query, its reciprocal rank.</param>
/// <param name="Precision">Precision at <c>k</c>.</param>
internal sealed record MetricsReply(double Ndcg, double Map, double Recall, double Mrr, double Precision)
{
    public static MetricsReply From(RankingMetrics metrics) =>
        new(metrics.Ndcg, metrics.AveragePrecision, metrics.Recall, metrics.ReciprocalRank, metrics.Precision);
}

/// <summary>A hit within <c>k</c> and its rating.</summary>
internal sealed record RatedHitReply(string Id, float Score, int? Rating);

/// <summary>How one query did.</summary>
/// <param name="Id">The query's id.</param>
/// <param name="Metrics">Its metrics.</param>
/// <param name="Hits">Its hits within <c>k</c>.</param>
/// <param name="Unrated">Those of them that nobody has rated.</param>
/// <param name="Failure">Why it was refused; null when it was not.</param>
internal sealed record QueryEvaluationReply(
    string Id, MetricsReply Metrics, IReadOnlyList<RatedHitReply> Hits, IReadOnlyList<string> Unrated, string? Failure);

/// <summary>How well the index ranks.</summary>
/// <param name="Metrics">The means over the queries that have an article rated above 0.</param>
/// <param name="Counted">How many queries these are.</param>
/// <param name="Details">Each query, in the order of the request.</param>
internal sealed record EvaluationReply(MetricsReply Metrics, int Counted, IReadOnlyList<QueryEvaluationReply> Details)
{
    public static EvaluationReply From(EvaluationResult result, int cutoff) => new(
        MetricsReply.From(result.Mean), result.Counted,
        [.. result.Queries.Select(query => new QueryEvaluationReply(
            query.Id, MetricsReply.From(query.Metrics),
            [.. query.Hits.Take(cutoff).Select(hit => new RatedHitReply(hit.Id, hit.Score, hit.Rating))],
            query.Unrated, query.Failure))]);
}
