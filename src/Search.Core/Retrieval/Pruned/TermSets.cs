using System.Numerics;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Which sets of terms a document of a window must have to be among the best, range by range: those whose bounds, together with all that lighter terms can add, reach the
/// threshold. Of middling terms nearly every range has two, and hardly a document; sets of words then tell the documents 64 at a time. Not thread-safe.
/// </summary>
/// <remarks>What MaxScore (Turtle and Flood, "Query evaluation: strategies and optimizations", 1995, doi:10.1016/0306-4573(95)00020-H) asks of lists, asked of ranges and of sets.</remarks>
internal sealed unsafe class TermSets
{
    /// <summary>The weightiest terms, of whose sets there are 2 to this power.</summary>
    public const int MostTerms = 4;

    /// <summary>Of more terms in a window the lighter ones add so much that sets say little.</summary>
    public const int MostPresent = 6;

    private const int Ranges = RangeKernels.Count;
    private const int MostSets = 1 << MostTerms;

    private readonly TermLeaf[] _terms = new TermLeaf[MostTerms];
    private readonly ulong*[] _words = new ulong*[MostTerms];
    private readonly ushort* _bounds;
    private readonly ushort* _sums;
    private readonly ulong* _masks;
    private readonly int* _sets;
    private int _termCount;
    private int _narrow;
    private int _setCount;

    /// <param name="arena">Scratch memory.</param>
    public TermSets(ScratchArena arena)
    {
        _bounds = (ushort*)arena.Take(MostTerms * Ranges * sizeof(ushort));
        _sums = (ushort*)arena.Take(MostSets * Ranges * sizeof(ushort));
        _masks = (ulong*)arena.Take(MostSets * sizeof(ulong));
        _sets = (int*)arena.Take(MostSets * sizeof(int));
    }

    /// <summary>The ranges in which the lighter terms alone may reach the threshold, so that no set of the others is needed.</summary>
    public ulong LightRanges { get; private set; }

    /// <summary>The bounds of all terms in each range.</summary>
    public ushort* Sums => _sums + ((1 << _termCount) - 1) * Ranges;

    /// <summary>Starts with a window.</summary>
    /// <param name="terms">All terms.</param>
    /// <param name="present">The places of those that are in the window, the weightiest first.</param>
    /// <param name="count">How many are; at least 1.</param>
    /// <param name="window">The window.</param>
    /// <param name="threshold">What must be reached.</param>
    /// <returns>The ranges in which documents that have one of the sets can reach it.</returns>
    public ulong Find(TermLeaf[] terms, int* present, int count, int window, int threshold)
    {
        _termCount = Math.Min(count, MostTerms);
        new Span<ushort>(_sums, Ranges).Clear();
        int light = 0;
        for (int i = _termCount; i < count; i++)
        {
            var leaf = terms[present[i]];
            // Which documents have a term is asked of its list, so that codes of larger ranges are as good.
            RangeKernels.AddWeighted(_sums, leaf.Term.WindowNear(window), leaf.UnitWeight);
            light += ScoreUnits.Bound(leaf.Term.Coarse[window], leaf.UnitWeight);
        }
        LightRanges = light < threshold ? 0 : RangeKernels.MaskFrom(_sums, threshold);
        int* coarse = stackalloc int[MostSets];
        *coarse = light;
        _setCount = _narrow = 0;
        ulong all = 0;
        for (int set = 1; set < 1 << _termCount; set++)
        {
            int term = BitOperations.TrailingZeroCount(set), rest = set & (set - 1);
            coarse[set] = rest == 0 ? light + Load(term, terms[present[term]], window) : coarse[rest] + coarse[set ^ rest] - light;
            Add(_sums + rest * Ranges, _bounds + term * Ranges, _sums + set * Ranges);
            if (coarse[set] < threshold)
                continue;
            ulong mask = RangeKernels.MaskFrom(_sums + set * Ranges, threshold) & ~LightRanges;
            // Where a part of the set reaches it, the part says all.
            for (int i = 0; i < _setCount && mask != 0; i++)
                mask &= (_sets[i] & set) == _sets[i] ? ~_masks[i] : ulong.MaxValue;
            if (mask == 0)
                continue;
            all |= mask;
            _masks[_setCount] = mask;
            _sets[_setCount++] = set;
        }
        if (all != 0)
        {
            for (int i = 0; i < _termCount; i++)
            {
                _terms[i].LoadWindow(window);
                _words[i] = _terms[i].MayWords;
            }
        }
        return all;
    }

    /// <summary>The documents of a range that have one of the sets, the first in the lowest bit.</summary>
    public ulong Documents(int range)
    {
        ulong docs = 0;
        for (int i = 0; i < _setCount; i++)
        {
            if ((_masks[i] >> range & 1) == 0)
                continue;
            ulong common = ulong.MaxValue;
            for (int left = _sets[i]; left != 0; left &= left - 1)
                common &= _words[BitOperations.TrailingZeroCount(left)][range];
            docs |= common;
        }
        return docs;
    }

    /// <summary>The bound of a document: those of the terms that it has, and of all lighter ones.</summary>
    /// <param name="first">The first document of the range.</param>
    /// <param name="range">The range in the window.</param>
    /// <param name="bit">The document in the range.</param>
    public int Bound(uint first, int range, int bit)
    {
        int set = 0;
        for (int i = 0; i < _termCount; i++)
            set |= (int)(_words[i][range] >> bit & 1) << i;
        int bound = _sums[set * Ranges + range];
        // Terms with codes for less than a range's documents say more.
        for (int left = set & _narrow; left != 0; left &= left - 1)
        {
            int i = BitOperations.TrailingZeroCount(left);
            bound += _terms[i].Term.BoundNear((int)first + bit, _terms[i].UnitWeight) - _bounds[i * Ranges + range];
        }
        return bound;
    }

    /// <summary>Takes one of the weightiest terms.</summary>
    /// <returns>Its bound in the window.</returns>
    private int Load(int term, TermLeaf leaf, int window)
    {
        _terms[term] = leaf;
        if (leaf.Term.IsRanged && leaf.Term.Reader.List.RangeShift < PostingsRules.RangeShift64)
            _narrow |= 1 << term;
        ushort* bounds = _bounds + term * Ranges;
        new Span<ushort>(bounds, Ranges).Clear();
        RangeKernels.AddWeighted(bounds, leaf.Term.WindowNear(window), leaf.UnitWeight);
        return ScoreUnits.Bound(leaf.Term.Coarse[window], leaf.UnitWeight);
    }

    private static void Add(ushort* sums, ushort* bounds, ushort* results)
    {
        new Span<ushort>(sums, Ranges).CopyTo(new Span<ushort>(results, Ranges));
        RangeKernels.Add(results, bounds);
    }
}
