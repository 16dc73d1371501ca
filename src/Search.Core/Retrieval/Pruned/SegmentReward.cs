namespace Search.Core.Retrieval;

/// <summary>A reward for two terms that stand close together, in a segment that has both.</summary>
internal sealed class SegmentReward(SegmentTerm first, SegmentTerm second, double weight)
{
    /// <summary>
    /// The closeness is at most so many times the smaller frequency: each occurrence of that term has at most two of the other at each
    /// distance d of 1 to 8 and each of them adds 1 / d, which makes 2 (1 + 1/2 + ... + 1/8) = 5.436.
    /// </summary>
    private const double MaxPairs = 5.4358;

    public SegmentTerm First => first;

    public SegmentTerm Second => second;

    /// <summary>What no contribution exceeds by the codes.</summary>
    public double MaxWeight { get; } = weight * Math.Max(first.Scale, second.Scale);

    /// <summary><see cref="MaxWeight"/> in whole numbers (<see cref="ScoreUnits"/>).</summary>
    public ushort UnitWeight { get; set; }

    /// <summary>Whether no document that is left can get it.</summary>
    public bool IsLost { get; set; }

    /// <summary>A bound of the contribution, from the terms' codes.</summary>
    public int Bound(int first, int second) => ScoreUnits.Bound(Math.Min(ScoreUnits.MaxCode, 6 * Math.Min(first, second)), UnitWeight);

    /// <summary>Adds its bounds for what the terms' codes were last asked for.</summary>
    public unsafe void AddBounds(ushort* sums, byte* firstCodes, byte* secondCodes)
    {
        byte* codes = stackalloc byte[RangeKernels.Count];
        new Span<byte>(firstCodes, RangeKernels.Count).CopyTo(new Span<byte>(codes, RangeKernels.Count));
        RangeKernels.Min(codes, secondCodes);
        RangeKernels.SixTimes(codes);
        RangeKernels.AddWeighted(sums, codes, UnitWeight);
    }

    /// <summary>Whether a document has both terms.</summary>
    public bool IsIn(int doc) => (first.Reader.MaskOf(doc) & second.Reader.MaskOf(doc) & (1UL << doc)) != 0;

    /// <summary>What <see cref="Score"/> gives at most, without the positions, of the document that <see cref="IsIn"/> was last asked about and has.</summary>
    public double UpperBound(int doc)
    {
        first.Positions.MoveTo(doc);
        second.Positions.MoveTo(doc);
        double closeness = MaxPairs * Math.Min(first.Positions.Freq, second.Positions.Freq);
        return weight * first.Saturation(doc, closeness);
    }

    /// <summary>The contribution to a document that has both terms, after <see cref="UpperBound"/> of it.</summary>
    public double Score(int doc)
    {
        double closeness = ProximityReward.Closeness(first.Positions.Load(), second.Positions.Load());
        return closeness > 0 ? weight * first.Saturation(doc, closeness) : 0;
    }
}
