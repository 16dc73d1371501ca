using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core;
using Search.Core.Indexing;
using Search.Core.Language;
using Search.Core.Matching;
using Search.Core.Postings;
using Search.Core.Retrieval;
using Search.Core.Scoring;
using Search.Core.Searching;

namespace Search.Benchmarks.Product;

/// <summary>
/// The stages of a product's search over one snapshot, by the parts that <see cref="ArticleIndex"/> puts together: parsing, planning and
/// retrieving, then loading. Beside them the bare disjunction of a query's words over the same fields.
/// </summary>
internal sealed class ProductStages
{
    public const int Hits = 10, BoundedTotal = 1_000;

    private static readonly SearchRequest s_request = new("");

    private readonly IndexSession _session;
    private readonly Snapshot _snapshot;
    private readonly SearchLimits _limits = new();
    private readonly RankingOptions _ranking = new();
    private readonly FieldScoring _title;
    private readonly FieldScoring _body;

    public ProductStages(IndexSession session, Snapshot snapshot)
    {
        _session = session;
        _snapshot = snapshot;
        _title = FieldScoring.Read(snapshot.Reader, FieldNames.Title, _ranking);
        _body = FieldScoring.Read(snapshot.Reader, FieldNames.Body, _ranking);
        MiddleDate = Middle(snapshot.Reader);
    }

    /// <summary>Half of the dated articles are of this day or later.</summary>
    public ArticleDate MiddleDate { get; }

    /// <summary>Parses, plans and retrieves as the product does, with scores smoothed by neighbours or not; nothing is loaded.</summary>
    public RetrievalResult Search(string query, bool proximity, bool dateFilter, bool neighbours = true) => Retrieve(Plan(query, proximity, dateFilter), neighbours);

    public QueryPlan Plan(string query, bool proximity, bool dateFilter, bool typos = true)
    {
        var ranking = proximity ? _ranking : _ranking with { ProximityWeight = 0 };
        var parsed = QueryParser.Parse(query, _session.Schema.Types, _limits.MaxClauses);
        return new QueryPlanner(_session.Chain, ranking, _limits).Plan(_snapshot.Reader, parsed, new SearchConditions { After = dateFilter ? MiddleDate : null, Typos = typos, Related = typos },
            _session.Schema.Types, Budget(), []);
    }

    public RetrievalResult Retrieve(QueryPlan plan, bool neighbours = true)
    {
        var request = new RetrievalRequest { K = Hits, CountLimit = BoundedTotal };
        return neighbours && SmoothedRetrieval.Of(_snapshot, _ranking, s_request, plan) is { } smoothed
            ? smoothed.Search(_snapshot, plan, request, Budget()) : Retriever.Search(_snapshot.Reader, plan, request, Budget());
    }

    /// <summary>The best documents of the disjunction of the query's words in title and body: no filter, no reward, no count.</summary>
    public RetrievalResult Bare(string query)
    {
        var clauses = new List<PlanNode>();
        using (var words = _session.Chain.Open(query))
        {
            while (words.Next())
            {
                byte[] stem = System.Text.Encoding.UTF8.GetBytes(words.Stem.ToString());
                clauses.Add(new TermPlan(IndexTerm.Find(_snapshot.Reader, FieldNames.Title, new BytesRef(stem)), _title, _ranking.TitleBoost));
                clauses.Add(new TermPlan(IndexTerm.Find(_snapshot.Reader, FieldNames.Body, new BytesRef(stem)), _body, boost: 1));
            }
        }

        return Retriever.Search(_snapshot.Reader, new QueryPlan(GroupPlan.AnyOf(clauses), []), new RetrievalRequest { K = Hits, CountLimit = 0 }, Budget());
    }

    /// <summary>Loads what a hit shows, without the body.</summary>
    public int Load(IReadOnlyList<ScoredDocument> documents)
    {
        int loaded = 0;
        foreach (var document in documents)
            loaded += _snapshot.Load(document.DocId, withBody: false).Id.Length > 0 ? 1 : 0;
        return loaded;
    }

    private static SearchBudget Budget() => new(Timeout.InfiniteTimeSpan, CancellationToken.None);

    private static ArticleDate Middle(IndexReader reader)
    {
        var starts = new List<long>();
        foreach (var leaf in reader.Leaves)
        {
            var values = leaf.AtomicReader.GetNumericDocValues(FieldNames.DateStart);
            var present = leaf.AtomicReader.GetDocsWithField(FieldNames.DateStart);
            for (int doc = 0; values is not null && doc < leaf.AtomicReader.MaxDoc; doc++)
            {
                if (present.Get(doc))
                    starts.Add(values.Get(doc));
            }
        }

        starts.Sort();
        return starts.Count == 0 ? ArticleDate.FromYear(2000) : ArticleDate.FromDay(DateOnly.FromDateTime(new DateTime(starts[starts.Count / 2], DateTimeKind.Utc)));
    }
}
