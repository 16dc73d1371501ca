using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Search.Core.Duplicates;
using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Indexing;

/// <summary>The sketches of a snapshot's articles, and who is near to whom. Keeps what it has looked up; of one search, not thread-safe.</summary>
internal sealed class SnapshotSketches(IndexReader reader)
{
    private readonly Dictionary<int, ArticleSketch?> _sketches = [];
    private readonly BinaryDocValues?[] _values = new BinaryDocValues?[reader.Leaves.Count];
    private readonly bool[] _opened = new bool[reader.Leaves.Count];
    private readonly Dictionary<int, int> _commonKeys = [];

    /// <summary>The sketch of a document; null when it has none: it has no words, or was indexed before there were sketches.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public ArticleSketch? Of(int document)
    {
        if (!_sketches.TryGetValue(document, out var sketch))
            _sketches.Add(document, sketch = Read(document));
        return sketch;
    }

    /// <summary>The documents, not deleted, that are near-duplicates of a text, ascending; the article itself too where it is among them.</summary>
    public List<int> Near(ArticleSketch sketch)
    {
        var near = new List<int>();
        foreach (var leaf in reader.Leaves)
        {
            foreach (int document in Candidates(leaf, sketch))
            {
                if (Of(document) is { } other && NearDuplicates.Are(sketch, other))
                    near.Add(document);
            }
        }
        return near;
    }

    /// <summary>Whether a document stands in the list of each key of its sketch.</summary>
    public bool IsFoundByKeys(int document, ArticleSketch sketch)
    {
        var leaf = reader.Leaves[ReaderUtil.SubIndex(document, reader.Leaves)];
        if (leaf.AtomicReader.GetTerms(FieldNames.SketchKey)?.GetEnumerator() is not { } terms)
            return false;
        foreach (uint key in sketch.Keys)
        {
            if (!terms.SeekExact(new BytesRef(SketchBytes.Key(key))) || terms.Docs(null, null, DocsFlags.NONE).Advance(document - leaf.DocBase) != document - leaf.DocBase)
                return false;
        }
        return true;
    }

    /// <summary>The documents of a segment with enough keys of a sketch, ascending.</summary>
    private int[] Candidates(AtomicReaderContext leaf, ArticleSketch sketch)
    {
        var segment = leaf.AtomicReader;
        var dictionary = SegmentTerms.Of(segment);
        if (dictionary.Rent(segment, FieldNames.SketchKey) is not { } terms)
            return [];
        _commonKeys.Clear();
        var term = new BytesRef(SketchBytes.KeyLength);
        DocsEnum? docs = null;
        foreach (uint key in sketch.Keys)
        {
            term.CopyChars(SketchBytes.Key(key));
            if (!terms.SeekExact(term))
                continue;
            docs = terms.Docs(segment.LiveDocs, docs, DocsFlags.NONE);
            for (int doc = docs.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.NextDoc())
                _commonKeys[doc] = _commonKeys.GetValueOrDefault(doc) + 1;
        }
        dictionary.Return(FieldNames.SketchKey, terms);
        return [.. _commonKeys.Where(common => common.Value >= NearDuplicates.LeastCommonKeys).Select(common => leaf.DocBase + common.Key).Order()];
    }

    private ArticleSketch? Read(int document)
    {
        int ordinal = ReaderUtil.SubIndex(document, reader.Leaves);
        var leaf = reader.Leaves[ordinal];
        if (!_opened[ordinal])
            (_opened[ordinal], _values[ordinal]) = (true, leaf.AtomicReader.GetBinaryDocValues(FieldNames.Sketch));
        if (_values[ordinal] is not { } values)
            return null;
        var bytes = new BytesRef();
        values.Get(document - leaf.DocBase, bytes);
        if (bytes.Length == 0)
            return null;
        try
        {
            return SketchBytes.Decode(bytes.Bytes.AsSpan(bytes.Offset, bytes.Length));
        }
        catch (InvalidDataException exception)
        {
            string segment = leaf.AtomicReader is SegmentReader named ? named.SegmentName : "?";
            throw new InvalidDataException($"Segment {segment}, doc values '{FieldNames.Sketch}', document {document - leaf.DocBase}: {exception.Message}", exception);
        }
    }
}
