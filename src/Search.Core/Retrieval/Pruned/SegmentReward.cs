namespace Search.Core.Retrieval;

/// <summary>A reward for two terms that stand close together, in a segment that has both.</summary>
internal sealed class SegmentReward(SegmentTerm first, SegmentTerm second, double weight)
{
    /// <summary>
    /// What one occurrence adds at most to the closeness by how often the other term occurs: that one may stand once at the same position, which counts 1, and at each
    /// distance d of 1 to 8 twice, which counts 1 / d². Beyond 17 occurrences, 1 + 2 (1 + 1/4 + ... + 1/64) = 4.055.
    /// </summary>
    private static readonly double[] s_mostPairs = MostPairs();

    /// <summary>Bounds of the contribution's share by the smaller of the terms' codes, as codes.</summary>
    private static readonly byte[] s_codes = Codes();

    public SegmentTerm First => first;

    public SegmentTerm Second => second;

    /// <summary>What no contribution exceeds by the codes.</summary>
    public double MaxWeight { get; } = weight * Math.Max(first.Scale, second.Scale);

    /// <summary><see cref="MaxWeight"/> in whole numbers (<see cref="ScoreUnits"/>).</summary>
    public ushort UnitWeight { get; set; }

    /// <summary>Whether no document that is left can get it.</summary>
    public bool IsLost { get; set; }

    /// <summary>A bound of the contribution, from the terms' codes.</summary>
    public int Bound(int first, int second) => ScoreUnits.Bound(s_codes[Math.Min(first, second)], UnitWeight);

    /// <summary>Adds its bounds for what the terms' codes were last asked for.</summary>
    public unsafe void AddBounds(ushort* sums, byte* firstCodes, byte* secondCodes)
    {
        byte* codes = stackalloc byte[RangeKernels.Count];
        for (int i = 0; i < RangeKernels.Count; i++)
            codes[i] = s_codes[Math.Min(firstCodes[i], secondCodes[i])];
        RangeKernels.AddWeighted(sums, codes, UnitWeight);
    }

    /// <summary>Whether a document has both terms.</summary>
    public bool IsIn(int doc) => (first.Reader.MaskOf(doc) & second.Reader.MaskOf(doc) & (1UL << doc)) != 0;

    /// <summary>What <see cref="Score"/> gives at most, without the positions, of the document that <see cref="IsIn"/> was last asked about and has.</summary>
    public double UpperBound(int doc)
    {
        first.Positions.MoveTo(doc);
        second.Positions.MoveTo(doc);
        var (least, most) = (first.Positions.Freq, second.Positions.Freq);
        if (least > most)
            (least, most) = (most, least);
        double closeness = least * s_mostPairs[Math.Min(most, s_mostPairs.Length - 1)];
        return weight * first.Saturation(doc, closeness);
    }

    /// <summary>The contribution to a document that has both terms, after <see cref="UpperBound"/> of it.</summary>
    public double Score(int doc)
    {
        double closeness = ProximityReward.Closeness(first.Positions.Load(), second.Positions.Load());
        return closeness > 0 ? weight * first.Saturation(doc, closeness) : 0;
    }

    private static double[] MostPairs()
    {
        var pairs = new double[2 * ProximityReward.Window + 2];
        for (int occurrences = 1; occurrences < pairs.Length; occurrences++)
            pairs[occurrences] = pairs[occurrences - 1] + ProximityReward.OfPair(occurrences / 2);
        return pairs;
    }

    /// <summary>
    /// Where the rarer term's frequency f has the share m = f / (f + norm), a closeness of at most p f has at most the share p m / (1 + (p - 1) m). It grows more
    /// slowly than m, so that what raises codes (<see cref="SegmentTerm.Scale"/>) raises it less.
    /// </summary>
    private static byte[] Codes()
    {
        var codes = new byte[ScoreUnits.MaxCode + 1];
        double pairs = MostPairs()[^1];
        for (int code = 1; code < codes.Length; code++)
        {
            double share = code / (double)ScoreUnits.MaxCode;
            codes[code] = (byte)Math.Min(ScoreUnits.MaxCode, Math.Floor(ScoreUnits.MaxCode * (pairs * share / (1 + (pairs - 1) * share))) + 1);
        }
        return codes;
    }
}
