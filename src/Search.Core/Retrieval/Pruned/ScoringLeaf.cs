namespace Search.Core.Retrieval;

/// <summary>A leaf that contributes to scores, and how much it can contribute.</summary>
internal abstract unsafe class ScoringLeaf : MatchNode
{
    /// <summary>The groups around it that must match for it to contribute, the root aside.</summary>
    public MatchNode[] Guards { get; set; } = [];

    /// <summary>What no contribution exceeds by the codes: the weight, times the codes' scale.</summary>
    public abstract double MaxWeight { get; }

    /// <summary><see cref="MaxWeight"/> in whole numbers: a code times this is a bound (<see cref="ScoreUnits"/>).</summary>
    public ushort UnitWeight { get; set; }

    /// <summary>The codes of the 64 ranges or windows that are looked at.</summary>
    public byte* Codes { get; protected set; }

    /// <summary>Whether all its documents have been looked at: of the others, none has it.</summary>
    public bool IsVisited { get; set; }

    /// <summary>Whether every document that matches has it.</summary>
    public bool IsRequired { get; set; }

    /// <summary>The shortest list that all its documents are in; null when it has none.</summary>
    public abstract ListReader? Rarest { get; }

    /// <summary>The code of the whole segment.</summary>
    public abstract int LargestCode { get; }

    /// <summary>How many documents match it at least; 0 when that is not known at once.</summary>
    public virtual long LeastMatches => 0;

    /// <summary>A contribution that at least so many documents get; 0 when that is not known.</summary>
    /// <param name="count">How many documents.</param>
    /// <param name="isAlone">Whether nothing else scores, so that a closer look pays.</param>
    public virtual double LeastOfBest(int count, bool isAlone) => 0;

    /// <summary>The places of some leaves, the weightiest first, of equals the first.</summary>
    public static int[] ByWeight(ReadOnlySpan<ScoringLeaf> leaves)
    {
        int[] places = new int[leaves.Length];
        for (int i = 0; i < places.Length; i++)
        {
            int at = i;
            for (; at > 0 && leaves[places[at - 1]].MaxWeight < leaves[i].MaxWeight; at--)
                places[at] = places[at - 1];
            places[at] = i;
        }
        return places;
    }

    /// <summary>Adds the lists that all its documents are in, the leaf with the last of them.</summary>
    /// <returns>False when there are none that can be walked.</returns>
    public virtual bool TryAddLists(List<(ListReader Reader, ScoringLeaf? Leaf)> lists)
    {
        if (Rarest is not { IsBitmap: false } reader)
            return false;
        lists.Add((reader, this));
        return true;
    }

    public sealed override bool MatchesUnscored => false;

    /// <summary>Codes of ranges without documents.</summary>
    protected static byte* Nothing { get; } = (byte*)System.Runtime.InteropServices.NativeMemory.AllocZeroed(RangeKernels.Count);

    /// <summary>As a new one.</summary>
    protected void Reset()
    {
        May = Must = 0;
        MayWords = MustWords = null;
        Codes = null;
        Guards = [];
        UnitWeight = 0;
        IsVisited = IsRequired = false;
    }

    /// <summary>Sets <see cref="Codes"/> to given ones.</summary>
    public void LookAt(byte* codes) => Codes = codes;

    /// <summary>Sets <see cref="Codes"/> to the ranges of a window.</summary>
    public abstract void LookAtWindow(int window);

    /// <summary>Sets <see cref="Codes"/> to 64 windows.</summary>
    public abstract void LookAtCoarse(int chunk);

    /// <summary>A code of the range that a document is in, of whatever size is at hand.</summary>
    public abstract int CodeNear(int doc);

    /// <summary>The best code known for a document of the loaded range that may match.</summary>
    public abstract int CodeOf(int doc, int bit);

    /// <summary>Whether a document without the leaf is one without this term.</summary>
    public abstract bool IsTerm(SegmentTerm term);

    /// <summary>What <see cref="Score"/> gives at most, at less cost.</summary>
    public abstract double UpperBound(int doc, int bit);

    /// <summary>Whether <see cref="UpperBound"/> is the contribution itself.</summary>
    public virtual bool IsBoundExact => true;

    /// <summary>The contribution to a document of the loaded range, which may match; 0 when it does not.</summary>
    public abstract double Score(int doc, int bit);

    /// <summary>Whether the groups around it match a document of the loaded range, the root aside.</summary>
    public bool IsGuarded(int doc, int bit)
    {
        foreach (var guard in Guards)
        {
            if (!guard.Matches(doc, bit))
                return false;
        }
        return true;
    }

    public sealed override void AddBounds(ushort* sums) => RangeKernels.AddWeighted(sums, Codes, UnitWeight);

    public sealed override void AddPossible(byte* codes) => RangeKernels.Max(codes, Codes);
}

/// <summary>
/// Whole numbers that stand for scores, so that bounds can be added and compared many at a time: a unit is <c>Size</c> of score. Weights have 16 bits and a
/// bound of a code is their product's upper 16, rounded up, so that what rounding adds is a few of 65,535 units.
/// </summary>
internal static class ScoreUnits
{
    /// <summary>The largest code.</summary>
    public const int MaxCode = 255;

    /// <summary>With so many leaves and rewards what rounding adds is a fourth of all units.</summary>
    public const int MaxLeaves = 8_192;

    /// <summary>The bound of a code: at least <c>code * weight / 256</c>, and 0 for code 0 alone.</summary>
    /// <remarks>Written so that it needs no branch, which would go wrong as often as not.</remarks>
    public static int Bound(int code, int weight) => (code * weight >> 8) + (code != 0 ? 1 : 0);

    /// <summary>The least code above 0 whose bound is at least a number.</summary>
    public static int LeastCode(int bound, int weight) => Math.Max(1, (int)((((long)bound - 1 << 8) + weight - 1) / weight));

    /// <summary>The whole number for a weight, at least 1 and rounded up, of <paramref name="count"/> that add up to <paramref name="total"/>.</summary>
    public static ushort Weight(double weight, double total, int count) =>
        (ushort)Math.Max(1, Math.Ceiling(weight / total * WeightSum(count)));

    /// <summary>What one unit stands for.</summary>
    public static double Size(double total, int count) => total * (MaxCode + 1) / (WeightSum(count) * (double)MaxCode);

    /// <summary>So small that the bounds of all weights, which are rounded up twice, have 16 bits together.</summary>
    private static int WeightSum(int count) => ushort.MaxValue - 2 * count;
}
