using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Retrieval;

/// <summary>A segment of a snapshot as one search sees it, with what its cursors share. Not thread-safe.</summary>
internal sealed class Segment(AtomicReaderContext context, ScratchBuffers scratch)
{
    private readonly SegmentTerms _terms = SegmentTerms.Of(context.AtomicReader);
    private readonly Dictionary<string, NumericDocValues?> _lengths = [];

    public AtomicReader Reader { get; } = context.AtomicReader;

    /// <summary>What to add to a document number of the segment for that of the snapshot.</summary>
    public int DocBase => context.DocBase;

    /// <summary>Its place among the segments of the snapshot.</summary>
    public int Ordinal => context.Ord;

    public int MaxDoc => Reader.MaxDoc;

    /// <summary>The documents that are not deleted; null when none is.</summary>
    public IBits? LiveDocs { get; } = context.AtomicReader.LiveDocs;

    public ScratchBuffers Scratch => scratch;

    public bool IsLive(int docId) => LiveDocs is null || LiveDocs.Get(docId);

    /// <summary>The lengths of a field by document; null when the segment has none.</summary>
    public NumericDocValues? Lengths(string field)
    {
        if (!_lengths.TryGetValue(field, out var lengths))
            _lengths[field] = lengths = Reader.GetNormValues(field);
        return lengths;
    }

    /// <summary>The documents of a term; null when the segment does not have it.</summary>
    public DocsEnum? Docs(IndexTerm term, bool withFreqs) =>
        Open(term, withFreqs ? DocsFlags.FREQS : DocsFlags.NONE, static (terms, live, flags) => terms.Docs(live, null, flags));

    /// <summary>The documents and positions of a term; null when the segment does not have it.</summary>
    public DocsAndPositionsEnum? Positions(IndexTerm term) =>
        Open(term, DocsAndPositionsFlags.NONE, static (terms, live, flags) => terms.DocsAndPositions(live, null, flags));

    /// <summary>In how many documents of the segment a term is, deleted ones included.</summary>
    public int DocFreq(IndexTerm term) => term.SegmentDocFreq(context.Ord);

    /// <summary>An enumerator of the dictionary makes those of postings, and is of no matter to them afterwards.</summary>
    private TPostings? Open<TPostings, TFlags>(IndexTerm term, TFlags flags, Func<TermsEnum, IBits?, TFlags, TPostings?> open)
        where TPostings : class
    {
        if (term.State(context.Ord) is not { } state || _terms.Rent(Reader, term.Field) is not { } terms)
            return null;
        terms.SeekExact(term.Bytes, state);
        var postings = open(terms, LiveDocs, flags);
        _terms.Return(term.Field, terms);
        return postings;
    }
}
