using System.Buffers;
using Lucene.Net.Index;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Facets;

/// <summary>Counts the values of several facets in one pass over the documents that match. Not thread-safe.</summary>
internal sealed class FacetCounter : IMatchVisitor, IDisposable
{
    private readonly Tally[] _tallies;

    public FacetCounter(IndexReader reader, IReadOnlyList<FacetSource> sources) =>
        _tallies = [.. sources.Select(source => new Tally(SnapshotFacet.Of(reader, source)))];

    public void Enter(AtomicReaderContext segment)
    {
        foreach (var tally in _tallies)
            tally.Enter(segment.Ord);
    }

    public void Visit(int window, ReadOnlySpan<ulong> words)
    {
        foreach (var tally in _tallies)
            tally.Visit(window, words);
    }

    /// <summary>How many documents have no value of a facet.</summary>
    /// <param name="facet">Its place among the sources.</param>
    public long Missing(int facet) => _tallies[facet].Complete().Missing;

    /// <summary>How many values the documents have.</summary>
    public int Distinct(int facet) => _tallies[facet].Complete().Counts.Count(count => count > 0);

    /// <summary>The values with the highest counts, the highest first, then by value.</summary>
    public IReadOnlyList<FacetValue> Top(int facet, int size)
    {
        var tally = _tallies[facet].Complete();
        var queue = new TopQueue<(int Place, int Count), ByCount>(size, new ByCount(tally.Facet));
        for (int place = 0; place < tally.Counts.Length; place++)
        {
            if (tally.Counts[place] > 0)
                queue.Add((place, tally.Counts[place]));
        }
        return [.. queue.ToSortedArray().Select(item => new FacetValue(tally.Facet.Label(item.Place), item.Count))];
    }

    /// <summary>All values in their own order.</summary>
    public IReadOnlyList<FacetValue> InOrder(int facet)
    {
        var tally = _tallies[facet].Complete();
        return [.. Enumerable.Range(0, tally.Counts.Length).Where(place => tally.Counts[place] > 0)
            .OrderBy(tally.Facet.Key, StringComparer.Ordinal).Select(place => new FacetValue(tally.Facet.Label(place), tally.Counts[place]))];
    }

    public void Dispose() => Array.ForEach(_tallies, tally => tally.Dispose());

    private readonly struct ByCount(SnapshotFacet facet) : IComparer<(int Place, int Count)>
    {
        public int Compare((int Place, int Count) x, (int Place, int Count) y) => x.Count != y.Count
            ? y.Count.CompareTo(x.Count) : string.CompareOrdinal(facet.Key(x.Place), facet.Key(y.Place));
    }

    /// <summary>The counts of one facet, segment after segment.</summary>
    private sealed class Tally(SnapshotFacet facet) : IDisposable
    {
        private readonly int[] _counts = new int[facet.ValueCount];
        private int[] _counters = [];
        private SegmentFacet? _segment;
        private int _ordinal;

        public SnapshotFacet Facet => facet;

        public int[] Counts => _counts;

        public long Missing { get; private set; }

        public void Enter(int ordinal)
        {
            Complete();
            _ordinal = ordinal;
            _segment = facet.Segment(ordinal);
            int needed = _segment?.Ordinals.CounterCount ?? 0;
            if (_counters.Length < needed)
            {
                Return();
                _counters = ArrayPool<int>.Shared.Rent(needed);
            }
            _counters.AsSpan(0, needed).Clear();
        }

        public void Visit(int window, ReadOnlySpan<ulong> words)
        {
            if (_segment is null)
                Missing += MatchWindows.Count(words);
            else
                _segment.Ordinals.Count(window, words, _counters);
        }

        /// <summary>Takes over the counts of the present segment.</summary>
        public Tally Complete()
        {
            if (_segment is null)
                return this;
            var counts = _segment.Ordinals.AddUp(_counters.AsSpan(0, _segment.Ordinals.CounterCount));
            Missing += counts[0];
            counts = counts[1..];
            var places = facet.Places(_ordinal);
            for (int i = 0; i < counts.Length; i++)
                _counts[places.IsEmpty ? i : places[i]] += counts[i];
            _segment = null;
            return this;
        }

        public void Dispose()
        {
            Return();
            _counters = [];
        }

        private void Return()
        {
            if (_counters.Length > 0)
                ArrayPool<int>.Shared.Return(_counters);
        }
    }
}
