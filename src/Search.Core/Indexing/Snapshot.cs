using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Search.Core.Postings;

namespace Search.Core.Indexing;

/// <summary>The articles as they were at one moment. Counted: it lives until the last search that uses it has ended.</summary>
internal sealed class Snapshot(DirectoryReader reader, long generation)
{
    private readonly ConcurrentBag<TermsEnum?[]> _idEnums = [];

    public DirectoryReader Reader { get; } = reader;

    /// <summary>The generation of the home that it reads.</summary>
    public long Generation { get; } = generation;

    public int SegmentCount => Reader.Leaves.Count;

    public bool TryAcquire() => Reader.TryIncRef();

    public void Release() => Reader.DecRef();

    /// <summary>The document with an id, or -1. Terms enums are kept for the next look-up: making one costs more than using it.</summary>
    public int Find(string id) => Find(new BytesRef(id));

    /// <summary>The document with an id in UTF-8, or -1.</summary>
    public int Find(BytesRef term)
    {
        var leaves = Reader.Leaves;
        if (!_idEnums.TryTake(out var enums))
            enums = new TermsEnum?[leaves.Count];
        // The newest segments come last and hold what changes most.
        for (int i = leaves.Count - 1; i >= 0; i--)
        {
            var leaf = (AtomicReader)leaves[i].Reader;
            var terms = enums[i] ??= leaf.Fields?.GetTerms(FieldNames.Id)?.GetEnumerator();
            if (terms is null || !terms.SeekExact(term))
                continue;
            int doc = terms.Docs(leaf.LiveDocs, null, DocsFlags.NONE).NextDoc();
            if (doc != DocIdSetIterator.NO_MORE_DOCS)
            {
                _idEnums.Add(enums);
                return leaves[i].DocBase + doc;
            }
        }

        _idEnums.Add(enums);
        return -1;
    }

    /// <summary>An article as it is stored.</summary>
    /// <param name="document">Its number in this snapshot.</param>
    /// <param name="withBody">False leaves the text unread.</param>
    /// <param name="withOriginal">Whether the text before cleaning is read too.</param>
    public Article Load(int document, bool withBody = true, bool withOriginal = false)
    {
        var visitor = new StoredBytes();
        Reader.Document(document, visitor);
        return visitor.Bytes is { } bytes
            ? StoredArticle.Decode(bytes, withBody, withOriginal)
            : throw new InvalidDataException($"The document {document} has no stored article.");
    }

    private sealed class StoredBytes : StoredFieldVisitor
    {
        public byte[]? Bytes { get; private set; }

        public override Status NeedsField(FieldInfo fieldInfo) =>
            Bytes is not null ? Status.STOP : fieldInfo.Name == FieldNames.Stored ? Status.YES : Status.NO;

        public override void BinaryField(FieldInfo fieldInfo, byte[] value) => Bytes = value;
    }
}
