using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Retrieval;

/// <summary>The recency factors of a segment's documents; 1 for all where a plan has none.</summary>
internal sealed class RecencyScorer
{
    private readonly RecencyFactor? _recency;
    private readonly NumericDocValues? _values;
    private readonly IBits? _present;

    public RecencyScorer(RecencyFactor? recency, AtomicReader reader)
    {
        _values = recency is null ? null : reader.GetNumericDocValues(recency.Field);
        _present = _values is null ? null : reader.GetDocsWithField(recency!.Field);
        _recency = _present is null ? null : recency;
        Largest = _recency?.Largest ?? 1;
    }

    /// <summary>What no factor of the segment exceeds; 1 or more.</summary>
    public double Largest { get; }

    /// <summary>What the sum of a document is multiplied with.</summary>
    public double Factor(int doc) => _recency is not null && _present!.Get(doc) ? RecencyFactor.Of(_recency, _values!.Get(doc)) : 1;
}
