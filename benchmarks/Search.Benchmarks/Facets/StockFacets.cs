using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Search.Core;
using Search.Core.Postings;

namespace Search.Benchmarks.Facets;

/// <summary>What stock Lucene.Net does for the same counts: a collector that takes the ordinals of each hit from the sorted-set doc values.</summary>
internal sealed class StockFacets(IndexReader reader, string field)
{
    private readonly IndexSearcher _searcher = new(reader);

    public FacetValue[] Top(string word, int size)
    {
        var collector = new OrdinalCollector(FieldNames.Facet(field));
        _searcher.Search(word.Length == 0 ? new MatchAllDocsQuery() : new TermQuery(new Term(FieldNames.Body, word)), collector);
        return collector.Top(size);
    }

    /// <summary>For an index of one segment.</summary>
    private sealed class OrdinalCollector(string field) : ICollector
    {
        private SortedSetDocValues _values = null!;
        private int[] _counts = [];

        public bool AcceptsDocsOutOfOrder => true;

        public void SetScorer(Scorer scorer)
        {
        }

        public void SetNextReader(AtomicReaderContext context)
        {
            _values = context.AtomicReader.GetSortedSetDocValues(field);
            _counts = new int[_values.ValueCount];
        }

        public void Collect(int doc)
        {
            _values.SetDocument(doc);
            for (long ordinal = _values.NextOrd(); ordinal != SortedSetDocValues.NO_MORE_ORDS; ordinal = _values.NextOrd())
                _counts[ordinal]++;
        }

        public FacetValue[] Top(int size)
        {
            var bytes = new BytesRef();
            return [.. Enumerable.Range(0, _counts.Length).Where(ordinal => _counts[ordinal] > 0)
                .OrderByDescending(ordinal => _counts[ordinal]).ThenBy(ordinal => ordinal).Take(size).Select(Value)];

            FacetValue Value(int ordinal)
            {
                _values.LookupOrd(ordinal, bytes);
                return new FacetValue(bytes.Utf8ToString(), _counts[ordinal]);
            }
        }
    }
}
