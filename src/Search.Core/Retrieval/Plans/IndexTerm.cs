using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Retrieval;

/// <summary>A term of a field, looked up once in every segment of a snapshot.</summary>
internal sealed class IndexTerm
{
    private readonly TermContext _states;

    private IndexTerm(string field, BytesRef bytes, TermContext states)
    {
        Field = field;
        Bytes = bytes;
        _states = states;
    }

    public string Field { get; }

    public BytesRef Bytes { get; }

    /// <summary>In how many documents it is, over all segments; deleted documents count until they are merged away.</summary>
    public int DocFreq => _states.DocFreq;

    /// <summary>Looks a term up.</summary>
    public static IndexTerm Find(IndexReader reader, string field, BytesRef bytes) =>
        new(field, bytes, TermContext.Build(reader.Context, new Term(field, bytes)));

    /// <summary>Where a segment keeps it; null when it does not have it.</summary>
    public TermState? State(int segmentOrdinal) => _states.Get(segmentOrdinal);

    public override string ToString() => $"{Field}:{Bytes.Utf8ToString()}";
}
