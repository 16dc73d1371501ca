namespace Search.Core.Retrieval;

/// <summary>
/// A contribution for two terms of a field that stand close together: <see cref="Weight"/> times the sum over their pairs of
/// occurrences at most <see cref="Window"/> positions apart of 1 / distance, saturated like a frequency.
/// </summary>
/// <remarks>
/// After Rasolofo and Savoy, "Term Proximity Scoring for Keyword-Based Retrieval Systems", ECIR 2003, doi:10.1007/3-540-36618-0_15,
/// with 1 / distance in place of its square and neighbouring query words alone, which bounds the work.
/// </remarks>
internal sealed class ProximityReward(IndexTerm first, IndexTerm second, FieldScoring scoring, double proximityWeight)
{
    /// <summary>How many positions apart two occurrences still make a pair.</summary>
    public const int Window = 8;

    public IndexTerm First => first;

    public IndexTerm Second => second;

    public FieldScoring Scoring => scoring;

    /// <summary>What no contribution exceeds.</summary>
    public double Weight { get; } = proximityWeight * ((scoring.Idf(first.DocFreq) + scoring.Idf(second.DocFreq)) / 2);

    public override string ToString() => $"{first} near {second}";
}
