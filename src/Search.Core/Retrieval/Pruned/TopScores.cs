using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>The best documents found so far, over all segments, of those that come after a given one. Takes documents in any order.</summary>
/// <remarks>
/// Score and document are one number each, the larger the better, so that one comparison tells which of two comes first. They are a heap with the worst on top.
/// </remarks>
internal sealed class TopScores(int count, ScoredDocument? after)
{
    private readonly ulong _after = after is { } last ? KeyOf(last.DocId, last.Score) : ulong.MaxValue;
    private ulong[] _keys = new ulong[Math.Min(count, 16)];
    private int _found;

    /// <summary>Whether a document with a lower score than this is none of the best; below all scores until there are enough.</summary>
    public float Threshold { get; private set; } = float.NegativeInfinity;

    /// <summary>How many are wanted.</summary>
    public int Count => count;

    /// <summary>Whether all documents are taken, whatever they come after.</summary>
    public bool TakesAll => after is null;

    /// <summary>Says that as many documents as are wanted have this score or a higher one.</summary>
    public void Raise(float score) => Threshold = Math.Max(Threshold, score);

    /// <summary>Takes a document.</summary>
    public void Add(int doc, float score)
    {
        ulong key = KeyOf(doc, score);
        if (key >= _after)
            return;
        if (_found < count)
        {
            if (_found == _keys.Length)
                Array.Resize(ref _keys, (int)Math.Min(count, 2L * _found));
            MinHeap.Add(_keys.AsSpan(0, ++_found), key);
            if (_found < count)
                return;
        }
        else if (count > 0 && key > _keys[0])
        {
            MinHeap.ReplaceLeast(_keys.AsSpan(0, _found), key);
        }
        else
        {
            return;
        }
        Raise(ScoreOf(_keys[0]));
    }

    /// <summary>Whether a document would be among the best found so far, whatever all must come after.</summary>
    public bool Takes(ScoredDocument document) =>
        _found < count || (count > 0 && KeyOf(document.DocId, document.Score) > _keys[0]);

    /// <summary>The best found so far, in no order.</summary>
    public ScoredDocument[] Documents => Array.ConvertAll(_keys[.._found], DocumentOf);

    /// <summary>The best, in order.</summary>
    public ScoredDocument[] ToArray()
    {
        var keys = _keys.AsSpan(0, _found);
        keys.Sort();
        var documents = new ScoredDocument[keys.Length];
        for (int i = 0; i < documents.Length; i++)
            documents[i] = DocumentOf(keys[keys.Length - 1 - i]);
        return documents;
    }

    /// <summary>The higher of two scores has the larger key; of equal ones, the lower document.</summary>
    private static ulong KeyOf(int doc, float score)
    {
        // The bits of numbers that are not negative ascend with them, those of negative ones descend. Adding 0 makes both zeros one.
        uint bits = BitConverter.SingleToUInt32Bits(score + 0f);
        bits ^= (uint)((int)bits >> 31) | 0x8000_0000;
        return ((ulong)bits << 32) | ~(uint)doc;
    }

    private static float ScoreOf(ulong key)
    {
        uint bits = (uint)(key >> 32);
        return BitConverter.UInt32BitsToSingle(bits ^ ((uint)(~(int)bits >> 31) | 0x8000_0000));
    }

    private static ScoredDocument DocumentOf(ulong key) => new((int)~(uint)key, ScoreOf(key));
}
