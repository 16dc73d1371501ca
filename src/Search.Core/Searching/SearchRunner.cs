using System.Diagnostics;
using System.Globalization;
using Search.Core.Analysis;
using Search.Core.Indexing;
using Search.Core.Language;
using Search.Core.Matching;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Searching;

/// <summary>Runs a search from text to answer: parsed, planned, retrieved, loaded, highlighted. Immutable and thread-safe.</summary>
internal sealed class SearchRunner(
    AnalysisChain chain, FieldSchema schema, RankingOptions ranking, SearchLimits limits, HighlightOptions highlighting,
    Func<QueryVocabulary> vocabulary, TimeProvider time)
{
    /// <summary>Up to here a bounded total is exact.</summary>
    public const int BoundedTotal = 1_000;

    private readonly QueryPlanner _planner = new(chain, ranking, limits);
    private readonly HitHighlighter _hitHighlighter = new(chain);
    private readonly DidYouMean _didYouMean = new(new QueryCorrector(chain, ranking, limits));

    /// <exception cref="InvalidRequestException">The request is out of its ranges.</exception>
    /// <param name="snapshot">What is searched.</param>
    /// <param name="request">What to find.</param>
    /// <param name="cancellationToken">Ends the search with an exception.</param>
    /// <param name="pinnedAt">When the snapshot was pinned, in a search that pages go on in; null in any other.</param>
    /// <param name="after">Where to go on.</param>
    public SearchResults Search(
        Snapshot snapshot, SearchRequest request, CancellationToken cancellationToken, DateTimeOffset? pinnedAt = null, SearchPosition? after = null)
    {
        long started = Stopwatch.GetTimestamp();
        RequestChecks.Check(request, limits, schema.Types);
        var budget = Budget(limits.TimeBudget, cancellationToken);
        var warnings = new List<string>();
        var clock = request.Timings ? new StageClock() : null;
        var parsed = Parse(request.Query, warnings);
        clock?.Done("parse");
        var textTime = limits.TimeBudget == Timeout.InfiniteTimeSpan ? limits.TimeBudget : limits.TimeBudget / 2;
        var texts = new TextConditions(snapshot, chain, Budget(textTime, cancellationToken));
        var rare = new List<RareWord>();
        var plan = Plan(snapshot, request, parsed, budget, warnings, texts, rare);
        bool isWhole = texts.IsComplete && !budget.WasExceeded;
        bool isThorough = request.Profile == RankingProfile.Thorough && request.Sort == SortOrder.Relevance && plan.Root.Scores && request.From + request.Size > 0;
        var smoothed = SmoothedRetrieval.Of(snapshot, ranking, request, plan);
        if (isThorough)
        {
            clock?.Done("plan");
            plan = ThoroughRetrieval.Expand(chain, snapshot, ranking, plan, budget);
            clock?.Done("feedback");
        }
        plan = plan with { Recency = request.Recency?.ToFactor(pinnedAt ?? DateTimeOffset.UtcNow) };
        clock?.Done("plan");
        var wanted = new RetrievalRequest
        {
            K = request.From + request.Size,
            Order = HitOrders.Of(request.Sort, schema.Types),
            CountLimit = request.Total == TotalMode.Exact ? long.MaxValue : BoundedTotal,
        };
        if (after is not null && request.From > 0)
            throw new InvalidRequestException("A search that goes on after a position cannot skip hits too: leave the start at 0.");
        if (after is not null)
            wanted = after.GoOn(wanted, request.Sort);
        var (documents, folded, found) = Retrieve(snapshot, request, plan, wanted, smoothed, budget);
        clock?.Done("retrieve");
        var hits = Load(snapshot, request, parsed, plan, documents, folded, smoothed, budget, warnings, clock);
        // What else is planned finds nothing to warn of that the search itself did not.
        var (facets, histogram) = FacetRunner.Run(snapshot.Reader, request, wider => wider == request ? plan : Plan(snapshot, wider, parsed, budget, [], texts), budget);
        if (request.Facets.Count > 0 || histogram is not null)
            clock?.Done("facets");
        string? didYouMean = request.From > 0 || after is not null ? null : _didYouMean.Find(
            snapshot.Reader, request.Query, parsed.Root, rare, found, vocabulary(), budget, better => Plan(snapshot, request, Parse(better, []), budget, [], texts));
        if (rare.Count > 0)
            clock?.Done("didYouMean");
        if (found.IsPartial || budget.WasExceeded)
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The search was ended after {limits.TimeBudget.TotalSeconds:0.##} s; the results are those found until then."));
        return new SearchResults
        {
            Hits = hits,
            Total = new HitTotal(found.Count, found.CountIsExact && !found.IsPartial && isWhole ? TotalRelation.Exact : TotalRelation.AtLeast),
            Groups = folded is null ? null : new HitTotal(folded.Groups, folded.GroupsAreExact && isWhole ? TotalRelation.Exact : TotalRelation.AtLeast),
            Position = pinnedAt is not null && documents.Count == wanted.K && wanted.K > 0
                ? SearchPosition.Of(snapshot.Reader, request.Sort, wanted.Order, documents[^1]) : null,
            Facets = facets,
            Histogram = histogram,
            DidYouMean = didYouMean,
            Timings = clock?.ToList() ?? [],
            Took = Stopwatch.GetElapsedTime(started),
            Warnings = warnings,
        };
    }

    /// <summary>What an export retrieves, for all of its stretches: operators look at texts here, without a limit of time.</summary>
    /// <exception cref="InvalidRequestException">The request is out of its ranges.</exception>
    public QueryPlan PlanExport(Snapshot snapshot, SearchRequest request, DateTimeOffset pinnedAt, CancellationToken cancellationToken)
    {
        RequestChecks.Check(request, limits, schema.Types);
        var budget = Budget(Timeout.InfiniteTimeSpan, cancellationToken);
        var warnings = new List<string>();
        return Plan(snapshot, request, Parse(request.Query, warnings), budget, warnings, Unhurried(snapshot, cancellationToken)) with { Recency = request.Recency?.ToFactor(pinnedAt) };
    }

    /// <summary>The stored articles of the next hits, whole and with their originals, without a limit of time.</summary>
    /// <param name="snapshot">What the plan was made for.</param>
    /// <param name="request">The request.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="count">How many articles.</param>
    /// <param name="after">Where to go on.</param>
    /// <param name="cancellationToken">Ends it with an exception.</param>
    public (IReadOnlyList<Article> Articles, SearchPosition? Position) Export(
        Snapshot snapshot, SearchRequest request, QueryPlan plan, int count, SearchPosition? after, CancellationToken cancellationToken)
    {
        var budget = Budget(Timeout.InfiniteTimeSpan, cancellationToken);
        var wanted = new RetrievalRequest { K = count, Order = HitOrders.Of(request.Sort, schema.Types), CountLimit = 0 };
        var documents = Retrieve(snapshot, request, plan, after is null ? wanted : after.GoOn(wanted, request.Sort), smoothed: null, budget).Documents;
        return ([.. documents.Select(document => snapshot.Load(document.DocId, withOriginal: true))],
            documents.Count == count ? SearchPosition.Of(snapshot.Reader, request.Sort, wanted.Order, documents[^1]) : null);
    }

    /// <summary>All documents that a request matches, in their order.</summary>
    /// <exception cref="InvalidRequestException">The request is out of its ranges, or cannot be carried out exactly.</exception>
    public IReadOnlyList<int> FindAll(Snapshot snapshot, SearchRequest request, CancellationToken cancellationToken)
    {
        RequestChecks.Check(request, limits, schema.Types);
        // No time limit: a deletion that stops half-way would be worse than one that takes long.
        var budget = Budget(Timeout.InfiniteTimeSpan, cancellationToken);
        var warnings = new List<string>();
        // What is deleted is what was written, not what may have been meant.
        var plan = Plan(
            snapshot, request with { Typos = false }, Parse(request.Query, warnings), budget, warnings, Unhurried(snapshot, cancellationToken));
        return warnings.Count == 0
            ? [.. Retriever.MatchingDocuments(snapshot.Reader, plan, budget)]
            : throw new InvalidRequestException("Nothing was deleted, because the query was not understood to the letter: " + string.Join(" ", warnings));
    }

    /// <summary>
    /// Those of some documents that a request matches, typing errors left out, in their order. Without a limit of time; what it costs depends on the
    /// documents and not on the archive.
    /// </summary>
    /// <exception cref="InvalidRequestException">The request is out of its ranges.</exception>
    public IReadOnlyList<int> FindAmong(Snapshot snapshot, SearchRequest request, DocumentSetPlan documents, CancellationToken cancellationToken)
    {
        RequestChecks.Check(request, limits, schema.Types);
        var budget = Budget(Timeout.InfiniteTimeSpan, cancellationToken);
        var warnings = new List<string>();
        var texts = new TextsAmong(documents, Unhurried(snapshot, cancellationToken));
        var plan = Plan(snapshot, request with { Typos = false }, Parse(request.Query, warnings), budget, warnings, texts);
        return [.. Retriever.MatchingDocuments(snapshot.Reader, new QueryPlan(GroupPlan.AllOf([documents, new FilterPlan(plan.Root)]), []), budget)];
    }

    /// <summary>The terms of which an article has to have one to be found, typing errors left out.</summary>
    /// <exception cref="InvalidRequestException">The request is out of its ranges.</exception>
    public NeededTerms Ask(Snapshot snapshot, SearchRequest request)
    {
        RequestChecks.Check(request, limits, schema.Types);
        try
        {
            return _planner.Ask(snapshot.Reader, Parse(request.Query, []), ConditionsOf(request), schema.Types);
        }
        catch (FormatException exception)
        {
            throw new InvalidRequestException(exception.Message, exception);
        }
    }

    /// <summary>The matches of a query in an article, as in a hit, or in a text of the caller's.</summary>
    /// <exception cref="InvalidRequestException">The request is out of its ranges.</exception>
    public HighlightResult Highlight(Snapshot snapshot, HighlightRequest request, Article? article, CancellationToken cancellationToken)
    {
        RequestChecks.Check(request, limits);
        var options = request.Options ?? highlighting;
        var warnings = new List<string>();
        var parsed = Parse(request.Query, warnings);
        // Planned as a search is, for the words that it would take for those of the query. What planning warns of does not concern the marks.
        var budget = Budget(limits.TimeBudget, cancellationToken);
        var plan = Plan(snapshot, new SearchRequest(request.Query), parsed, budget, [], texts: null);
        var query = _hitHighlighter.Compile(snapshot, parsed, schema.Types, plan);
        query.IsOutOfTime = budget.IsExceeded;
        query.TextLanguage = chain.LanguageOf(article?.Language);
        string text = request.Text ?? article?.Body ?? throw new InvalidOperationException("The article was not loaded.");
        var body = HitHighlighter.Highlight(query, text, options, request.Whole, cancellationToken);
        bool cut = body.BudgetReached;
        IReadOnlyList<Passage> passages = article is null ? body.Passages
            : [.. body.Passages, .. HitHighlighter.HighlightOtherFields(query, article, schema.Types, options, ref cut)];
        if (cut)
            warnings.Add(HitHighlighter.BudgetWarning(options));
        if (budget.WasExceeded)
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The text was shown with what was found in it in {limits.TimeBudget.TotalSeconds:0.##} s; later matches are not marked."));
        return new HighlightResult { Passages = passages, Html = body.Html, Warnings = warnings };
    }

    private ParsedQuery Parse(string query, List<string> warnings)
    {
        var parsed = QueryParser.Parse(query, schema.Types, limits.MaxClauses);
        warnings.AddRange(parsed.Warnings);
        return parsed;
    }

    private SearchBudget Budget(TimeSpan limit, CancellationToken cancellationToken) => new(limit, cancellationToken, time);

    private TextConditions Unhurried(Snapshot snapshot, CancellationToken cancellationToken) => new(snapshot, chain, Budget(Timeout.InfiniteTimeSpan, cancellationToken));

    private QueryPlan Plan(Snapshot snapshot, SearchRequest request, ParsedQuery parsed, SearchBudget budget, List<string> warnings, ITextConditions? texts, List<RareWord>? rareWords = null)
    {
        try
        {
            return _planner.Plan(snapshot.Reader, parsed, ConditionsOf(request), schema.Types, budget, warnings, texts, rareWords);
        }
        catch (FormatException exception)
        {
            throw new InvalidRequestException(exception.Message, exception);
        }
    }

    private static (IReadOnlyList<ScoredDocument> Documents, FoldedResult? Folded, RetrievalResult Found) Retrieve(
        Snapshot snapshot, SearchRequest request, QueryPlan plan, RetrievalRequest wanted, SmoothedRetrieval? smoothed, SearchBudget budget)
    {
        if (request.Collapse)
        {
            var folded = new FoldedRetrieval(snapshot.Reader, plan, budget).Search(wanted);
            return ([.. folded.Hits.Select(hit => hit.Document)], folded, folded.Found);
        }
        var found = smoothed is not null ? smoothed.Search(snapshot, plan, wanted, budget) : Retriever.Search(snapshot.Reader, plan, wanted, budget);
        return (found.Documents, null, found);
    }

    private SearchConditions ConditionsOf(SearchRequest request) => new()
    {
        Match = request.Match,
        MinimumShouldMatch = request.MinimumShouldMatch,
        Typos = request.Typos,
        Related = request.Typos,
        Vocabulary = vocabulary(),
        After = request.After,
        Before = request.Before,
        Sources = request.Sources,
        Authors = request.Authors,
        Filters = request.Filters,
    };

    private List<Hit> Load(
        Snapshot snapshot, SearchRequest request, ParsedQuery parsed, QueryPlan plan, IReadOnlyList<ScoredDocument> documents, FoldedResult? folded,
        SmoothedRetrieval? smoothed, SearchBudget budget, List<string> warnings, StageClock? clock)
    {
        var hits = new List<Hit>(Math.Max(0, documents.Count - request.From));
        var query = request.Highlight && documents.Count > request.From ? _hitHighlighter.Compile(snapshot, parsed, schema.Types, plan) : null;
        var options = request.HighlightOptions ?? highlighting;
        bool cut = false;
        if (query is not null)
        {
            query.IsOutOfTime = budget.IsExceeded;
            clock?.Done("highlight");
        }
        for (int i = request.From; i < documents.Count; i++)
        {
            var document = documents[i];
            // Out of time: the hits are listed, their passages are left out.
            var marking = query is not null && !budget.IsExceeded() ? query : null;
            var article = snapshot.Load(document.DocId, withBody: marking is not null);
            clock?.Done("load");
            var highlights = marking is null ? [] : HitHighlighter.Highlight(marking, article, schema.Types, options, ref cut);
            if (marking is not null)
                clock?.Done("highlight");
            var explanation = request.Explain ? Retriever.Explain(snapshot.Reader, plan, document.DocId) : null;
            if (explanation is not null && smoothed is not null)
                explanation = smoothed.Explain(explanation, document.Score);
            if (explanation is not null)
                clock?.Done("explain");
            var hit = HitLoader.ToHit(article, document.Score) with { Highlights = highlights, Explanation = explanation };
            hits.Add(folded is null ? hit : HitLoader.WithDuplicates(hit, snapshot, folded.Hits[i].Duplicates));
        }

        if (cut)
            warnings.Add(HitHighlighter.BudgetWarning(options));
        return hits;
    }
}
