using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>
/// Several segments as one whose documents are in another order and without the deleted ones, for the merge that writes it. Stored fields,
/// lengths and doc values are read through it; postings are not, <see cref="MergeSource"/> takes the segments themselves.
/// </summary>
internal sealed class ReorderedReader : FilterAtomicReader
{
    private readonly int[] _oldDocs;
    private readonly Action _checkCancelled;

    /// <param name="whole">The segments as one, deleted documents included.</param>
    /// <param name="segments">The same segments, each by itself.</param>
    /// <param name="oldDocs">For each document the number that it has in <paramref name="whole"/>.</param>
    /// <param name="checkCancelled">Called while documents are read; throws to end the merge.</param>
    public ReorderedReader(AtomicReader whole, IReadOnlyList<AtomicReader> segments, int[] oldDocs, Action checkCancelled)
        : base(whole)
    {
        Segments = segments;
        _oldDocs = oldDocs;
        _checkCancelled = checkCancelled;
    }

    /// <summary>The segments, each by itself.</summary>
    public IReadOnlyList<AtomicReader> Segments { get; }

    public override int MaxDoc => _oldDocs.Length;

    public override int NumDocs => _oldDocs.Length;

    public override bool HasDeletions => false;

    public override IBits? LiveDocs => null;

    /// <summary>The new number of each document of the segments, one after the other; -1 for deleted ones.</summary>
    public int[] NewDocs()
    {
        int[] newDocs = new int[m_input.MaxDoc];
        Array.Fill(newDocs, -1);
        for (int doc = 0; doc < _oldDocs.Length; doc++)
            newDocs[_oldDocs[doc]] = doc;
        return newDocs;
    }

    /// <summary>Ends the merge when it is to end.</summary>
    public void CheckCancelled() => _checkCancelled();

    public override void Document(int docID, StoredFieldVisitor visitor)
    {
        _checkCancelled();
        m_input.Document(_oldDocs[docID], visitor);
    }

    public override Lucene.Net.Index.Fields? GetTermVectors(int docID) => null;

    public override NumericDocValues? GetNumericDocValues(string field) => m_input.GetNumericDocValues(field) is { } values ? new Numbers(values, _oldDocs) : null;

    public override NumericDocValues? GetNormValues(string field) => m_input.GetNormValues(field) is { } values ? new Numbers(values, _oldDocs) : null;

    public override BinaryDocValues? GetBinaryDocValues(string field) => m_input.GetBinaryDocValues(field) is { } values ? new Strings(values, _oldDocs) : null;

    public override SortedDocValues? GetSortedDocValues(string field) => m_input.GetSortedDocValues(field) is { } values ? new Sorted(values, _oldDocs) : null;

    public override SortedSetDocValues? GetSortedSetDocValues(string field) => m_input.GetSortedSetDocValues(field) is { } values ? new Sets(values, _oldDocs) : null;

    public override IBits? GetDocsWithField(string field) => m_input.GetDocsWithField(field) is { } bits ? new Present(bits, _oldDocs) : null;

    private sealed class Numbers(NumericDocValues values, int[] oldDocs) : NumericDocValues
    {
        public override long Get(int docID) => values.Get(oldDocs[docID]);
    }

    private sealed class Strings(BinaryDocValues values, int[] oldDocs) : BinaryDocValues
    {
        public override void Get(int docID, BytesRef result) => values.Get(oldDocs[docID], result);
    }

    private sealed class Sorted : SortedDocValues
    {
        private readonly SortedDocValues _values;
        private readonly int[] _oldDocs;
        private readonly UsedOrdinals _used;

        public Sorted(SortedDocValues values, int[] oldDocs)
        {
            _values = values;
            _oldDocs = oldDocs;
            _used = UsedOrdinals.Of(values.ValueCount, oldDocs.Select(doc => (long)values.GetOrd(doc)).Where(ordinal => ordinal >= 0));
        }

        public override int ValueCount => _used.Count;

        public override int GetOrd(int docID) => _values.GetOrd(_oldDocs[docID]) is var ordinal and >= 0 ? _used.New(ordinal) : -1;

        public override void LookupOrd(int ord, BytesRef result) => _values.LookupOrd(_used.Old(ord), result);
    }

    private sealed class Sets : SortedSetDocValues
    {
        private readonly SortedSetDocValues _values;
        private readonly int[] _oldDocs;
        private readonly UsedOrdinals _used;

        public Sets(SortedSetDocValues values, int[] oldDocs)
        {
            _values = values;
            _oldDocs = oldDocs;
            _used = UsedOrdinals.Of(values.ValueCount, oldDocs.SelectMany(OrdinalsOf));
        }

        public override long ValueCount => _used.Count;

        public override long NextOrd() => _values.NextOrd() is var ordinal && ordinal != NO_MORE_ORDS ? _used.New(ordinal) : NO_MORE_ORDS;

        public override void SetDocument(int docID) => _values.SetDocument(_oldDocs[docID]);

        public override void LookupOrd(long ord, BytesRef result) => _values.LookupOrd(_used.Old(ord), result);

        private IEnumerable<long> OrdinalsOf(int doc)
        {
            _values.SetDocument(doc);
            for (long ordinal = _values.NextOrd(); ordinal != NO_MORE_ORDS; ordinal = _values.NextOrd())
                yield return ordinal;
        }
    }

    private sealed class Present(IBits bits, int[] oldDocs) : IBits
    {
        public int Length => oldDocs.Length;

        public bool Get(int index) => bits.Get(oldDocs[index]);
    }
}
