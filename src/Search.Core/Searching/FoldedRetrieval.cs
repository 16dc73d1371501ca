using Lucene.Net.Index;
using Search.Core.Duplicates;
using Search.Core.Indexing;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Searching;

/// <summary>An article of a folded list.</summary>
/// <param name="Document">The article.</param>
/// <param name="Duplicates">The numbers of those folded under it, in the order of the list.</param>
internal readonly record struct FoldedHit(ScoredDocument Document, IReadOnlyList<int> Duplicates);

/// <summary>A part of a folded list.</summary>
/// <param name="Hits">The articles that stand for themselves, in order.</param>
/// <param name="Groups">How many such the whole list has, or is known to have at least.</param>
/// <param name="GroupsAreExact">Which of the two.</param>
/// <param name="Found">The list before it was folded: its count, and whether time was too short.</param>
internal sealed record FoldedResult(IReadOnlyList<FoldedHit> Hits, long Groups, bool GroupsAreExact, RetrievalResult Found);

/// <summary>
/// Retrieves a plan's documents folded by <see cref="FoldedList"/>: the result is that of folding all documents that match, in their order. Where
/// these are few enough to be counted, that is what is done. Otherwise only the articles of the page are looked at, with all that are near to
/// them, near to those, and so on: what is not among them has no part in who goes under whom. Of one search.
/// </summary>
/// <param name="reader">The snapshot that the plan was made for.</param>
/// <param name="plan">What to retrieve.</param>
/// <param name="budget">When to stop.</param>
internal sealed class FoldedRetrieval(IndexReader reader, QueryPlan plan, SearchBudget budget)
{
    /// <summary>So many documents more than asked for are retrieved at first, and half as many more: most of a page are not duplicates.</summary>
    private const int Spare = 6;

    private readonly SnapshotSketches _sketches = new(reader);

    // Copies to the letter have the same neighbours, which are looked up once.
    private readonly Dictionary<ArticleSketch, IReadOnlyList<int>> _near = [];

    /// <summary>Finds articles that stand for themselves.</summary>
    /// <param name="request">How many of the best of these, in which order, after which document; and how matches are counted.</param>
    public FoldedResult Search(RetrievalRequest request)
    {
        int k = request.K == 0 ? 0 : (int)Math.Min(int.MaxValue, request.K * 3L / 2 + Spare);
        var found = Retriever.Search(reader, plan, request with { K = k }, budget);
        if (found.CountIsExact && !found.IsPartial && request.CountLimit > 0)
            return FoldAll(request, found);
        while (true)
        {
            var hits = FoldPart(found.Documents, request);
            bool isEnd = found.Documents.Count < k || budget.WasExceeded;
            if (hits.Count >= request.K || isEnd)
                return new FoldedResult(hits.Count > request.K ? hits.GetRange(0, request.K) : hits, hits.Count, false, found with { IsPartial = found.IsPartial || budget.WasExceeded });
            k = (int)Math.Min(int.MaxValue, 2L * k);
            // The count is known.
            var further = Retriever.Search(reader, plan, request with { K = k, CountLimit = 0 }, budget);
            found = further with { Count = found.Count, CountIsExact = found.CountIsExact };
        }
    }

    /// <summary>Folds the whole list and takes the part that is asked for.</summary>
    private FoldedResult FoldAll(RetrievalRequest request, RetrievalResult found)
    {
        int count = (int)Math.Min(int.MaxValue, found.Count);
        var all = request with { K = count, CountLimit = 0 };
        bool isFromTop = request.After is null && request.AfterValue is null;
        var whole = isFromTop && found.Documents.Count == count ? found
            : Retriever.Search(reader, plan, all with { After = null, AfterValue = null }, budget);
        var groups = Fold(whole.Documents);
        var wanted = isFromTop ? whole.Documents : Retriever.Search(reader, plan, all, budget).Documents;
        var hits = Pick(wanted, groups);
        return new FoldedResult(hits.Count > request.K ? hits.GetRange(0, request.K) : hits, groups.Count, !budget.WasExceeded, found with { IsPartial = budget.WasExceeded });
    }

    /// <summary>Folds a part of the list, given the documents of that part in order.</summary>
    private List<FoldedHit> FoldPart(IReadOnlyList<ScoredDocument> part, RetrievalRequest request)
    {
        var component = Component(part);
        bool isWhole = component.Count == part.Count && request.After is null && request.AfterValue is null;
        var ranked = isWhole ? part : Retriever.Search(reader, Within(component), new RetrievalRequest { K = component.Count, Order = request.Order, CountLimit = 0 }, budget).Documents;
        return Pick(part, Fold(ranked));
    }

    /// <summary>Folds documents that are in the order of the list, and with each all that are near to it and match.</summary>
    private Dictionary<int, FoldedList.Group> Fold(IReadOnlyList<ScoredDocument> ranked)
    {
        var list = new FoldedList();
        for (int i = 0; i < ranked.Count; i++)
        {
            if (i % 1_024 == 1_023 && budget.IsExceeded())
                break;
            list.Add(ranked[i].DocId, _sketches.Of(ranked[i].DocId));
        }
        return list.Groups.ToDictionary(group => group.Document);
    }

    private static List<FoldedHit> Pick(IReadOnlyList<ScoredDocument> documents, Dictionary<int, FoldedList.Group> groups)
    {
        var hits = new List<FoldedHit>();
        foreach (var document in documents)
        {
            if (groups.TryGetValue(document.DocId, out var group))
                hits.Add(new FoldedHit(document, group.Duplicates));
        }
        return hits;
    }

    /// <summary>Documents with all that are near to them, to those, and so on.</summary>
    private HashSet<int> Component(IReadOnlyList<ScoredDocument> documents)
    {
        var component = new HashSet<int>(documents.Select(document => document.DocId));
        var open = new Queue<int>(component);
        var seen = new HashSet<ArticleSketch>();
        while (open.TryDequeue(out int document) && !budget.IsExceeded())
        {
            if (_sketches.Of(document) is not { } sketch || !seen.Add(sketch))
                continue;
            if (!_near.TryGetValue(sketch, out var near))
                _near.Add(sketch, near = _sketches.Near(sketch));
            foreach (int other in near)
            {
                if (component.Add(other))
                    open.Enqueue(other);
            }
        }
        return component;
    }

    /// <summary>The plan for some documents alone, with the same scores.</summary>
    private QueryPlan Within(IEnumerable<int> documents) => plan with
    {
        Root = new GroupPlan([new PlanClause(ClauseRole.Required, plan.Root), new PlanClause(ClauseRole.Required, DocumentSetPlan.Of(reader, documents))], minOptional: 0),
    };
}
