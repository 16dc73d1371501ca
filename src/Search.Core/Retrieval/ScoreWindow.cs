using System.Numerics;

namespace Search.Core.Retrieval;

/// <summary>
/// A sum for each of 4,096 neighbouring documents, and which of them have one. Clause after clause adds to it, which reads postings in
/// runs and keeps the order of the additions.
/// </summary>
internal sealed class ScoreWindow(ScratchBuffers scratch)
{
    /// <summary>A power of two; its sums (32 KB) stay in the first-level cache.</summary>
    public const int Size = 4_096;

    private readonly double[] _sums = scratch.Doubles(Size);
    private readonly ulong[] _marks = new ulong[Size / 64];

    /// <summary>The window's first document; before it is moved to one, it lies before all documents.</summary>
    public int Start { get; private set; } = -Size;

    /// <summary>The document behind the window's last.</summary>
    public int End => Start + Size;

    /// <summary>Empties the window and moves it to where a document is.</summary>
    public void MoveTo(int doc)
    {
        Array.Clear(_sums, 0, Size);
        Array.Clear(_marks);
        Start = doc & -Size;
    }

    /// <summary>Notes that a document of the window has a sum, and gives it.</summary>
    public ref double Mark(int doc)
    {
        int at = doc - Start;
        _marks[at >> 6] |= 1UL << at;
        return ref _sums[at];
    }

    /// <summary>The sum of a document of the window.</summary>
    public double Sum(int doc) => _sums[doc - Start];

    /// <summary>The first document with a sum from one of the window on; -1 when there is none in the window.</summary>
    public int NextMarked(int doc)
    {
        int at = doc - Start;
        int word = at >> 6;
        ulong bits = _marks[word] & (ulong.MaxValue << at);
        while (bits == 0)
        {
            if (++word == _marks.Length)
                return -1;
            bits = _marks[word];
        }
        return Start + (word << 6) + BitOperations.TrailingZeroCount(bits);
    }
}
