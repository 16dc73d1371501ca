using System.Diagnostics;
using Search.Core;
using Search.Core.Indexing;
using Search.Core.Language;
using Search.Core.Searching;

namespace Search.Benchmarks.Highlighting;

/// <summary>
/// Our side of the comparison: what a search does for its hits after it has found them. Parsing the query and searching are outside
/// the clock, as they are on the peer's side; compiling the query for highlighting, loading the articles with their text, choosing
/// the passages of body and title and writing them as HTML are inside.
/// </summary>
internal sealed class OurHighlighting
{
    private readonly Snapshot _snapshot;
    private readonly IReadOnlyDictionary<string, FieldType> _fields;
    private readonly HitHighlighter _highlighter;
    private readonly HighlightOptions _options;
    private readonly IReadOnlyList<QueryHits> _queries;
    private readonly ParsedQuery[] _parsed;

    public OurHighlighting(IndexSession session, Snapshot snapshot, IReadOnlyList<QueryHits> queries, int passages)
    {
        _snapshot = snapshot;
        _fields = session.Schema.Types;
        _highlighter = new HitHighlighter(session.Chain);
        _options = new HighlightOptions { Passages = passages };
        _queries = queries;
        _parsed = [.. queries.Select(each => QueryParser.Parse(each.Query, _fields, new SearchLimits().MaxClauses))];
    }

    /// <summary>The passages of each hit, outside the clock.</summary>
    public IEnumerable<(QueryHits Query, Article Article, IReadOnlyList<Passage> Passages)> All()
    {
        for (int i = 0; i < _queries.Count; i++)
        {
            var query = _highlighter.Compile(_snapshot, _parsed[i], _fields);
            foreach (int document in _queries[i].Documents)
            {
                bool cut = false;
                var article = _snapshot.Load(document);
                yield return (_queries[i], article, HitHighlighter.Highlight(query, article, _fields, _options, ref cut));
            }
        }
    }

    /// <summary>Highlights the hits of all queries once.</summary>
    public void Round(HighlightTimes times)
    {
        long characters = 0;
        for (int i = 0; i < _queries.Count; i++)
        {
            var documents = _queries[i].Documents;
            long loading = 0;
            bool cut = false;
            long start = Stopwatch.GetTimestamp();
            var query = _highlighter.Compile(_snapshot, _parsed[i], _fields);
            long compiled = Stopwatch.GetTimestamp();
            foreach (int document in documents)
            {
                long before = Stopwatch.GetTimestamp();
                var article = _snapshot.Load(document);
                loading += Stopwatch.GetTimestamp() - before;
                foreach (var passage in HitHighlighter.Highlight(query, article, _fields, _options, ref cut))
                    characters += passage.Html.Length;
            }

            times.Add(i, documents.Count, Stopwatch.GetTimestamp() - start, compiled - start, loading);
        }

        if (characters == 0)
            throw new InvalidOperationException("Nothing was highlighted.");
    }
}
