namespace Search.Core.Retrieval;

/// <summary>
/// A contribution for two terms of a field that stand close together: <see cref="Weight"/> times the sum over their pairs of
/// occurrences at most <see cref="Window"/> positions apart of 1 / distance², at most 1, saturated like a frequency.
/// </summary>
/// <remarks>
/// After Rasolofo and Savoy, "Term Proximity Scoring for Keyword-Based Retrieval Systems", ECIR 2003, doi:10.1007/3-540-36618-0_15,
/// for neighbouring query words alone, which bounds the work.
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

    /// <summary>
    /// The sum of 1 / distance² over the pairs within the window, by the first's position, then by the second's. Words at one position, such as a
    /// joined word and its first part, are 1 apart.
    /// </summary>
    public static double Closeness(ReadOnlySpan<int> firsts, ReadOnlySpan<int> seconds)
    {
        double sum = 0;
        int from = 0;
        foreach (int position in firsts)
        {
            while (from < seconds.Length && seconds[from] < position - Window)
                from++;
            for (int i = from; i < seconds.Length && seconds[i] <= position + Window; i++)
                sum += OfPair(seconds[i] - position);
        }
        return sum;
    }

    /// <summary>What two occurrences so many positions apart, in either order, add to the sum.</summary>
    public static double OfPair(int distance) => distance == 0 ? 1 : 1.0 / (distance * distance);

    public override string ToString() => $"{first} near {second}";
}
