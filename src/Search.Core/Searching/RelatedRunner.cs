using System.Diagnostics;
using System.Globalization;
using Lucene.Net.Util;
using Search.Core.Analysis;
using Search.Core.Duplicates;
using Search.Core.Indexing;
using Search.Core.Matching;
using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Searching;

/// <summary>Finds what an article or a text is related to (docs/duplicates.md, "Related articles"). Immutable and thread-safe.</summary>
internal sealed class RelatedRunner(AnalysisChain chain, RankingOptions ranking, SearchLimits limits)
{
    /// <param name="snapshot">What is searched.</param>
    /// <param name="request">What is wanted, checked.</param>
    /// <param name="article">The article asked about as it was last written, or one made of the text.</param>
    /// <param name="cancellationToken">Ends the search with an exception.</param>
    public RelatedResults Run(Snapshot snapshot, RelatedRequest request, Article article, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        var budget = new SearchBudget(limits.TimeBudget, cancellationToken);
        var hits = new List<Hit>();
        bool isPartial = false;
        if (request.Size > 0 && Plan(snapshot, request, article) is { } plan)
        {
            plan = plan with { Recency = request.Recency?.ToFactor(DateTimeOffset.UtcNow) };
            var found = new FoldedRetrieval(snapshot.Reader, plan, budget).Search(new RetrievalRequest { K = request.Size, CountLimit = 0 });
            isPartial = found.Found.IsPartial;
            foreach (var (document, duplicates) in found.Hits)
                hits.Add(HitLoader.WithDuplicates(HitLoader.ToHit(snapshot.Load(document.DocId, withBody: false), document.Score), snapshot, duplicates));
        }
        return new RelatedResults
        {
            Hits = hits,
            Took = Stopwatch.GetElapsedTime(started),
            Warnings = !isPartial ? [] : [string.Create(CultureInfo.InvariantCulture, $"The search was ended after {limits.TimeBudget.TotalSeconds:0.##} s; the results are those found until then.")],
        };
    }

    /// <summary>Null when nothing can be related.</summary>
    private QueryPlan? Plan(Snapshot snapshot, RelatedRequest request, Article article)
    {
        var reader = snapshot.Reader;
        var freqs = new Dictionary<string, int>(StringComparer.Ordinal);
        var language = chain.LanguageOf(article.Language);
        for (int i = 0; i < FieldNames.TitleOccurrences; i++)
            StemCounts.Add(chain, article.Title, language, freqs);
        StemCounts.Add(chain, article.Body, language, freqs);
        foreach (string stem in freqs.Keys.Where(stem => !StemCounts.IsTelling(stem)).ToList())
            freqs.Remove(stem);

        var conditions = new List<PlanClause>();
        var own = OwnAndNear(snapshot, request, article);
        if (own.Count > 0)
            conditions.Add(new PlanClause(ClauseRole.Prohibited, DocumentSetPlan.Of(reader, own)));
        if (request.Sources != RelatedSources.Any)
        {
            string folded = KeywordNormalizer.Normalize(article.Source ?? "");
            PlanNode source = folded.Length == 0 ? new NothingPlan() : new KeywordPlan([IndexTerm.Find(reader, FieldNames.Keyword(FieldNames.Source), new BytesRef(folded))]);
            conditions.Add(new PlanClause(request.Sources == RelatedSources.Same ? ClauseRole.Required : ClauseRole.Prohibited, source));
        }
        if (request.After is { } after)
            conditions.Add(new PlanClause(ClauseRole.Required, ConditionPlanner.After(after)));
        if (request.Before is { } before)
            conditions.Add(new PlanClause(ClauseRole.Required, ConditionPlanner.Before(before)));
        return RelatedPlanner.Plan(reader, ranking, freqs, request.Id is null ? 0 : 1, conditions);
    }

    /// <summary>The documents that are the article asked about, or near-duplicates of it.</summary>
    private static HashSet<int> OwnAndNear(Snapshot snapshot, RelatedRequest request, Article article)
    {
        var own = new HashSet<int>();
        if (request.Id is not null && snapshot.Find(request.Id) is var document and >= 0)
            own.Add(document);
        if (new SketchBuilder().Build(article.Title, article.Body) is { } sketch)
            own.UnionWith(new SnapshotSketches(snapshot.Reader).Near(sketch));
        return own;
    }
}
