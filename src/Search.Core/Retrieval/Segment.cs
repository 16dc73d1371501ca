using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Retrieval;

/// <summary>A segment of a snapshot as one search sees it, with what its cursors share. Not thread-safe.</summary>
internal sealed class Segment(AtomicReaderContext context, ScratchBuffers scratch)
{
    private readonly Dictionary<string, TermsEnum?> _terms = [];
    private readonly Dictionary<string, NumericDocValues?> _lengths = [];

    public AtomicReader Reader { get; } = context.AtomicReader;

    /// <summary>What to add to a document number of the segment for that of the snapshot.</summary>
    public int DocBase => context.DocBase;

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
        Seek(term)?.Docs(LiveDocs, null, withFreqs ? DocsFlags.FREQS : DocsFlags.NONE);

    /// <summary>The documents and positions of a term; null when the segment does not have it.</summary>
    public DocsAndPositionsEnum? Positions(IndexTerm term) =>
        Seek(term)?.DocsAndPositions(LiveDocs, null, DocsAndPositionsFlags.NONE);

    /// <summary>In how many documents of the segment a term is, deleted ones included.</summary>
    public int DocFreq(IndexTerm term) => Seek(term)?.DocFreq ?? 0;

    /// <summary>One enumerator a field serves all its terms: opening one costs far more than moving it.</summary>
    private TermsEnum? Seek(IndexTerm term)
    {
        if (term.State(context.Ord) is not { } state)
            return null;
        if (!_terms.TryGetValue(term.Field, out var terms))
            _terms[term.Field] = terms = Reader.GetTerms(term.Field)?.GetEnumerator();
        terms?.SeekExact(term.Bytes, state);
        return terms;
    }
}
