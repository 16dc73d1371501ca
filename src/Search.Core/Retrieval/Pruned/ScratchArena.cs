using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Search.Core.Retrieval;

/// <summary>
/// Memory for one search, outside the collector's heap, and the objects that it needs for each term: taken in order, given back as a whole. Arenas are
/// kept for the next search.
/// Not thread-safe; each search rents its own.
/// </summary>
internal sealed unsafe class ScratchArena : IDisposable
{
    private const int FirstChunk = 1 << 18;

    /// <summary>What an arena may keep between searches; more is given back to the system.</summary>
    private const long MaxKept = 16L << 20;

    private static readonly ConcurrentBag<ScratchArena> s_idle = [];

    private readonly List<Chunk> _chunks = [];
    private int _chunk = -1;
    private byte* _next;
    private long _left;

    private ScratchArena()
    {
    }

    /// <summary>For <see cref="ListReader.Open"/>.</summary>
    public Recycled<ListReader> Readers { get; } = new();

    /// <summary>For <see cref="SegmentTerm.Open"/>.</summary>
    public Recycled<SegmentTerm> Terms { get; } = new();

    /// <summary>For <see cref="TermLeaf.Open"/>.</summary>
    public Recycled<TermLeaf> Leaves { get; } = new();

    /// <summary>For <see cref="Word.Open"/>.</summary>
    public Recycled<Word> Words { get; } = new();

    /// <summary>For <see cref="SegmentReward.Open"/>.</summary>
    public Recycled<SegmentReward> Rewards { get; } = new(static reward => reward.Release());

    /// <summary>The clauses of the groups that a plan's opening is within.</summary>
    public List<OpenClause> OpenClauses { get; } = [];

    /// <summary>For <see cref="BlendLeaf.Open"/>.</summary>
    public Recycled<BlendLeaf> Blends { get; } = new(static leaf => leaf.Release());

    /// <summary>For lists of a plan's terms.</summary>
    public Recycled<List<(IndexTerm Plan, SegmentTerm Term)>> TermLists { get; } = new(static list => list.Clear());

    /// <summary>For lists of a plan's leaves.</summary>
    public Recycled<List<ScoringLeaf>> LeafLists { get; } = new(static list => list.Clear());

    /// <summary>For lists of a plan's rewards.</summary>
    public Recycled<List<SegmentReward>> RewardLists { get; } = new(static list => list.Clear());

    /// <summary>For lists of a plan's periods.</summary>
    public Recycled<List<OverlapNode>> PeriodLists { get; } = new(static list => list.Clear());

    /// <summary>For lists of the lengths that a plan's terms are scored by.</summary>
    public Recycled<List<(FieldScoring Scoring, LengthNorms Norms)>> NormLists { get; } = new(static list => list.Clear());

    /// <summary>For lists that are walked through, each with the leaf whose documents it is the last to have.</summary>
    public Recycled<List<(ListReader Reader, ScoringLeaf? Leaf)>> WalkedLists { get; } = new(static list => list.Clear());

    /// <summary>For lists of which all documents have been looked at.</summary>
    public Recycled<List<ListReader>> VisitedLists { get; } = new(static list => list.Clear());

    /// <summary>An arena for one search; dispose it when the search ends.</summary>
    public static ScratchArena Rent() => s_idle.TryTake(out var arena) ? arena : new ScratchArena();

    /// <summary>Takes memory of any content, aligned to 64 bytes.</summary>
    public byte* Take(long bytes)
    {
        bytes = (bytes + 63) & ~63L;
        while (bytes > _left)
            NextChunk(bytes);
        byte* taken = _next;
        _next += bytes;
        _left -= bytes;
        return taken;
    }

    /// <summary>Takes zeros.</summary>
    public byte* TakeZeroed(long bytes)
    {
        byte* taken = Take(bytes);
        NativeMemory.Clear(taken, (nuint)bytes);
        return taken;
    }

    /// <summary>Takes room for 32-bit numbers.</summary>
    public uint* TakeUInts(long count) => (uint*)Take(count * sizeof(uint));

    public void Dispose()
    {
        long kept = 0;
        foreach (var chunk in _chunks)
            kept += chunk.Length;
        if (kept > MaxKept)
        {
            foreach (var chunk in _chunks)
                chunk.Dispose();
            _chunks.Clear();
        }
        _chunk = -1;
        _left = 0;
        Readers.Reset();
        Terms.Reset();
        Leaves.Reset();
        Words.Reset();
        Rewards.Reset();
        Blends.Reset();
        TermLists.Reset();
        LeafLists.Reset();
        RewardLists.Reset();
        PeriodLists.Reset();
        NormLists.Reset();
        WalkedLists.Reset();
        VisitedLists.Reset();
        OpenClauses.Clear();
        s_idle.Add(this);
    }

    private void NextChunk(long bytes)
    {
        if (++_chunk == _chunks.Count)
        {
            long length = Math.Max(bytes, (long)FirstChunk << Math.Min(_chunk, 6));
            _chunks.Add(new Chunk(length));
        }
        _next = _chunks[_chunk].Address;
        _left = _chunks[_chunk].Length;
    }

    /// <summary>Freed with its arena, also where that was never given back.</summary>
    private sealed class Chunk(long length) : IDisposable
    {
        private void* _address = NativeMemory.AlignedAlloc((nuint)length, 64);

        ~Chunk() => NativeMemory.AlignedFree(_address);

        public byte* Address => (byte*)_address;

        public long Length => length;

        public void Dispose()
        {
            NativeMemory.AlignedFree(_address);
            _address = null;
            GC.SuppressFinalize(this);
        }
    }
}
