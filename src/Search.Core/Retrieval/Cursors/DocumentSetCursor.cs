using System.Numerics;

namespace Search.Core.Retrieval;

/// <summary>Walks a set of documents.</summary>
internal sealed class DocumentSetCursor(ulong[] words, Segment segment) : Cursor
{
    public override long Cost { get; } = words.Sum(word => BitOperations.PopCount(word));

    public override int Next() => Advance(DocId + 1);

    public override int Advance(int target)
    {
        for (int i = target >> 6; i < words.Length; i++, target = i << 6)
        {
            ulong left = words[i] & (ulong.MaxValue << target);
            if (left != 0)
                return DocId = (i << 6) + BitOperations.TrailingZeroCount(left);
        }
        return DocId = End;
    }

    public override bool Matches() => segment.IsLive(DocId);
}
