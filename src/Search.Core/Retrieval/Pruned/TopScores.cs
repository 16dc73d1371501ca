using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>The best documents found so far, over all segments, of those that come after a given one. Takes documents in any order.</summary>
/// <remarks>
/// Score and document are one number each, the larger the better, so that one comparison tells which of two comes first. They are a heap with the worst on top.
/// </remarks>
internal sealed unsafe class TopScores
{
    /// <summary>There is room for so many at first.</summary>
    private const int FirstRoom = 64;

    private readonly ulong _after;
    private readonly ScratchArena _arena;
    private ulong* _keys;
    private int _room;
    private int _found;

    /// <param name="count">How many are wanted.</param>
    /// <param name="after">The document that they come after; null for none.</param>
    /// <param name="arena">Scratch memory, which is kept until the last call.</param>
    public TopScores(int count, ScoredDocument? after, ScratchArena arena)
    {
        (Count, TakesAll, _arena) = (count, after is null, arena);
        _after = after is { } last ? KeyOf(last.DocId, last.Score) : ulong.MaxValue;
        _room = Math.Min(count, FirstRoom);
        _keys = (ulong*)arena.Take((long)_room * sizeof(ulong));
    }

    /// <summary>Whether a document with a lower score than this is none of the best; below all scores until there are enough.</summary>
    public float Threshold { get; private set; } = float.NegativeInfinity;

    /// <summary>How many are wanted.</summary>
    public int Count { get; }

    /// <summary>Whether all documents are taken, whatever they come after.</summary>
    public bool TakesAll { get; }

    /// <summary>Says that as many documents as are wanted have this score or a higher one.</summary>
    public void Raise(float score) => Threshold = Math.Max(Threshold, score);

    /// <summary>Takes a document.</summary>
    public void Add(int doc, float score)
    {
        ulong key = KeyOf(doc, score);
        if (key >= _after)
            return;
        if (_found < Count)
        {
            if (_found == _room)
                TakeRoom();
            MinHeap.Add(new Span<ulong>(_keys, ++_found), key);
            if (_found < Count)
                return;
        }
        else if (Count > 0 && key > _keys[0])
        {
            MinHeap.ReplaceLeast(Keys, key);
        }
        else
        {
            return;
        }
        Raise(ScoreOf(_keys[0]));
    }

    /// <summary>Whether a document would be among the best found so far, whatever all must come after.</summary>
    public bool Takes(ScoredDocument document) =>
        _found < Count || (Count > 0 && KeyOf(document.DocId, document.Score) > _keys[0]);

    /// <summary>The best found so far, in no order.</summary>
    public ScoredDocument[] Documents => Array.ConvertAll(Keys.ToArray(), DocumentOf);

    /// <summary>The best, in order.</summary>
    public ScoredDocument[] ToArray()
    {
        var keys = Keys;
        keys.Sort();
        var documents = new ScoredDocument[keys.Length];
        for (int i = 0; i < documents.Length; i++)
            documents[i] = DocumentOf(keys[keys.Length - 1 - i]);
        return documents;
    }

    private Span<ulong> Keys => new(_keys, _found);

    private void TakeRoom()
    {
        _room = (int)Math.Min(Count, 2L * _room);
        ulong* keys = (ulong*)_arena.Take((long)_room * sizeof(ulong));
        Keys.CopyTo(new Span<ulong>(keys, _room));
        _keys = keys;
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
