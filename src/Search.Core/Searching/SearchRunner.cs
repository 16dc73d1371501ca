using System.Diagnostics;
using System.Globalization;
using Search.Core.Analysis;
using Search.Core.Indexing;
using Search.Core.Language;
using Search.Core.Matching;
using Search.Core.Retrieval;

namespace Search.Core.Searching;

/// <summary>Runs a search from text to answer: parsed, planned, retrieved, loaded, highlighted. Immutable and thread-safe.</summary>
internal sealed class SearchRunner(
    AnalysisChain chain, FieldSchema schema, RankingOptions ranking, SearchLimits limits, HighlightOptions highlighting,
    Func<QueryVocabulary> vocabulary)
{
    /// <summary>Up to here a bounded total is exact.</summary>
    public const int BoundedTotal = 1_000;

    private readonly QueryPlanner _planner = new(chain, ranking, limits);
    private readonly HitHighlighter _hitHighlighter = new(chain);

    /// <exception cref="InvalidRequestException">The request is out of its ranges.</exception>
    public SearchResults Search(Snapshot snapshot, SearchRequest request, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        RequestChecks.Check(request, limits, schema.Types);
        var budget = new SearchBudget(limits.TimeBudget, cancellationToken);
        var warnings = new List<string>();
        var parsed = Parse(request.Query, warnings);
        var plan = Expand(snapshot, request, Plan(snapshot, request, parsed, request.Typos, budget, warnings), budget);
        var found = Retriever.Search(snapshot.Reader, plan, new RetrievalRequest
        {
            K = request.From + request.Size,
            Order = HitOrders.Of(request.Sort, schema.Types),
            CountLimit = request.Total == TotalMode.Exact ? long.MaxValue : BoundedTotal,
        }, budget);
        var hits = Load(snapshot, request, parsed, plan, found, budget, warnings);
        if (found.IsPartial || budget.WasExceeded)
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The search was ended after {limits.TimeBudget.TotalSeconds:0.##} s; the results are those found until then."));
        return new SearchResults
        {
            Hits = hits,
            Total = new HitTotal(found.Count, found.CountIsExact && !found.IsPartial ? TotalRelation.Exact : TotalRelation.AtLeast),
            Took = Stopwatch.GetElapsedTime(started),
            Warnings = warnings,
        };
    }

    /// <summary>All documents that a request matches, in their order.</summary>
    /// <exception cref="InvalidRequestException">The request is out of its ranges, or cannot be carried out exactly.</exception>
    public IReadOnlyList<int> FindAll(Snapshot snapshot, SearchRequest request, CancellationToken cancellationToken)
    {
        RequestChecks.Check(request, limits, schema.Types);
        // No time limit: a deletion that stops half-way would be worse than one that takes long.
        var budget = new SearchBudget(Timeout.InfiniteTimeSpan, cancellationToken);
        var warnings = new List<string>();
        // What is deleted is what was written, not what may have been meant.
        var plan = Plan(snapshot, request, Parse(request.Query, warnings), typos: false, budget, warnings);
        return warnings.Count == 0
            ? [.. Retriever.MatchingDocuments(snapshot.Reader, plan, budget)]
            : throw new InvalidRequestException("Nothing was deleted, because the query was not understood to the letter: " + string.Join(" ", warnings));
    }

    /// <summary>The matches of a query in an article, as in a hit, or in a text of the caller's.</summary>
    /// <exception cref="InvalidRequestException">The request is out of its ranges.</exception>
    public HighlightResult Highlight(Snapshot snapshot, HighlightRequest request, Article? article, CancellationToken cancellationToken)
    {
        RequestChecks.Check(request, limits);
        var options = request.Options ?? highlighting;
        var warnings = new List<string>();
        var query = _hitHighlighter.Compile(snapshot, Parse(request.Query, warnings), schema.Types);
        string text = request.Text ?? article?.Body ?? throw new InvalidOperationException("The article was not loaded.");
        var body = HitHighlighter.Highlight(query, text, options, request.Whole, cancellationToken);
        bool cut = body.BudgetReached;
        IReadOnlyList<Passage> passages = article is null ? body.Passages
            : [.. body.Passages, .. HitHighlighter.HighlightOtherFields(query, article, schema.Types, options, ref cut)];
        if (cut)
            warnings.Add(HitHighlighter.BudgetWarning(options));
        return new HighlightResult { Passages = passages, Html = body.Html, Warnings = warnings };
    }

    private ParsedQuery Parse(string query, List<string> warnings)
    {
        var parsed = QueryParser.Parse(query, schema.Types, limits.MaxClauses);
        warnings.AddRange(parsed.Warnings);
        return parsed;
    }

    private QueryPlan Plan(Snapshot snapshot, SearchRequest request, ParsedQuery parsed, bool typos, SearchBudget budget, List<string> warnings)
    {
        try
        {
            return _planner.Plan(snapshot.Reader, parsed, new SearchConditions
            {
                Match = request.Match,
                MinimumShouldMatch = request.MinimumShouldMatch,
                Typos = typos,
                Vocabulary = vocabulary(),
                After = request.After,
                Before = request.Before,
                Sources = request.Sources,
                Authors = request.Authors,
                Filters = request.Filters,
            }, schema.Types, budget, warnings);
        }
        catch (FormatException exception)
        {
            throw new InvalidRequestException(exception.Message, exception);
        }
    }

    /// <summary>For <see cref="RankingProfile.Thorough"/>: adds words that the best articles have in common.</summary>
    private QueryPlan Expand(Snapshot snapshot, SearchRequest request, QueryPlan plan, SearchBudget budget)
    {
        if (request.Profile != RankingProfile.Thorough || request.Sort != SortOrder.Relevance || !plan.Root.Scores || request.From + request.Size == 0)
            return plan;
        var best = Retriever.Search(snapshot.Reader, plan, new RetrievalRequest { K = RelevanceFeedback.Articles, CountLimit = 0 }, budget).Documents;
        return best.Count == 0 ? plan
            : FeedbackPlanner.Expand(plan, snapshot.Reader, ranking, RelevanceFeedback.Terms(chain, snapshot, best, budget));
    }

    private List<Hit> Load(
        Snapshot snapshot, SearchRequest request, ParsedQuery parsed, QueryPlan plan, RetrievalResult found, SearchBudget budget, List<string> warnings)
    {
        var hits = new List<Hit>(Math.Max(0, found.Documents.Count - request.From));
        var query = request.Highlight && found.Documents.Count > request.From ? _hitHighlighter.Compile(snapshot, parsed, schema.Types) : null;
        var options = request.HighlightOptions ?? highlighting;
        bool cut = false;
        foreach (var document in found.Documents.Skip(request.From))
        {
            // Out of time: the hits are listed, their passages are left out.
            var marking = query is not null && !budget.IsExceeded() ? query : null;
            var article = snapshot.Load(document.DocId, withBody: marking is not null);
            var highlights = marking is null ? [] : HitHighlighter.Highlight(marking, article, schema.Types, options, ref cut);
            hits.Add(new Hit
            {
                Id = article.Id,
                Score = document.Score,
                Title = article.Title,
                TitleDerived = article.TitleDerived,
                Date = article.Date,
                Source = article.Source,
                Url = article.Url,
                Authors = article.Authors,
                Language = article.Language,
                Fields = article.Fields,
                Highlights = highlights,
                Explanation = request.Explain ? Retriever.Explain(snapshot.Reader, plan, document.DocId) : null,
            });
        }

        if (cut)
            warnings.Add(HitHighlighter.BudgetWarning(options));
        return hits;
    }
}
