using Lucene.Net.Index;

namespace Search.Core.Retrieval;

/// <summary>Walks the documents of a term without scores.</summary>
internal sealed class PostingsCursor(DocsEnum docs, long cost) : Cursor
{
    public override long Cost => cost;

    public override int Next() => DocId = docs.NextDoc();

    public override int Advance(int target) => DocId = docs.Advance(target);
}
