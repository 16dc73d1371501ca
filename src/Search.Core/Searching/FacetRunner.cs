using System.Globalization;
using Lucene.Net.Index;
using Search.Core.Facets;
using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Searching;

/// <summary>
/// Counts the facets of a search. Facets whose field the request does not filter share one pass over the matches; each of the others has a pass
/// without its own filters.
/// </summary>
internal static class FacetRunner
{
    /// <summary>Over a longer time than this the automatic interval is years.</summary>
    private const int MaxAutomaticYears = 10;

    /// <summary>Counts what a request asks for.</summary>
    /// <param name="reader">The snapshot.</param>
    /// <param name="request">The request, checked.</param>
    /// <param name="plan">Gives the plan of the request, or of a variant of it with fewer conditions.</param>
    /// <param name="budget">When to stop; the counts are then lower bounds.</param>
    public static (IReadOnlyList<FacetResult> Facets, DateHistogram? Histogram) Run(
        IndexReader reader, SearchRequest request, Func<SearchRequest, QueryPlan> plan, SearchBudget budget)
    {
        var results = new Dictionary<FacetRequest, FacetResult>();
        DateHistogram? histogram = null;
        foreach (var pass in request.Facets.Distinct().GroupBy(facet => Without(request, facet.Field)))
        {
            FacetRequest[] facets = [.. pass];
            using var counter = new FacetCounter(reader, [.. facets.Select(facet => FacetFields.SourceOf(facet.Field))]);
            MatchWindows.Visit(reader, plan(pass.Key), counter, budget);
            for (int i = 0; i < facets.Length; i++)
                results[facets[i]] = new FacetResult(facets[i].Field, counter.Top(i, facets[i].Size), counter.Missing(i), counter.Distinct(i));
        }

        if (request.Histogram is { } interval)
            histogram = Histogram(reader, interval, plan(WithoutDates(request)), budget);
        return ([.. request.Facets.Select(facet => results[facet])], histogram);
    }

    private static DateHistogram Histogram(IndexReader reader, HistogramInterval interval, QueryPlan plan, SearchBudget budget)
    {
        HistogramInterval[] candidates = interval == HistogramInterval.Auto ? [HistogramInterval.Month, HistogramInterval.Year] : [interval];
        using var counter = new FacetCounter(reader, [.. candidates.Select(candidate => FacetFields.Period(UnitOf(candidate)))]);
        MatchWindows.Visit(reader, plan, counter, budget);
        int chosen = 0;
        var periods = counter.InOrder(0);
        if (candidates.Length > 1 && (periods.Count == 0 || Years(counter.InOrder(1)) > MaxAutomaticYears))
            periods = counter.InOrder(chosen = 1);
        return new DateHistogram(candidates[chosen], periods, counter.Missing(chosen));
    }

    private static int Years(IReadOnlyList<FacetValue> years) =>
        int.Parse(years[^1].Value, CultureInfo.InvariantCulture) - int.Parse(years[0].Value, CultureInfo.InvariantCulture) + 1;

    private static PeriodUnit UnitOf(HistogramInterval interval) => interval switch
    {
        HistogramInterval.Year => PeriodUnit.Year,
        HistogramInterval.Month => PeriodUnit.Month,
        _ => PeriodUnit.Day,
    };

    /// <summary>The request without its conditions on a facet's field; itself where it has none.</summary>
    private static SearchRequest Without(SearchRequest request, string field)
    {
        if (field == FieldNames.Source && request.Sources.Count > 0)
            request = request with { Sources = [] };
        if (field == FieldNames.Author && request.Authors.Count > 0)
            request = request with { Authors = [] };
        return request.Filters.Any(filter => filter.Field == field)
            ? request with { Filters = [.. request.Filters.Where(filter => filter.Field != field)] } : request;
    }

    private static SearchRequest WithoutDates(SearchRequest request) =>
        request.After is null && request.Before is null ? request : request with { After = null, Before = null };
}
