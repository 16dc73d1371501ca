namespace Search.Core.Retrieval;

/// <summary>
/// A contribution for two terms of a field that stand close together: <see cref="Weight"/> times how close the occurrences of the one that occurs
/// less often are to the other, at most <see cref="Window"/> positions away, saturated like a frequency.
/// </summary>
/// <remarks>
/// After Rasolofo and Savoy, "Term Proximity Scoring for Keyword-Based Retrieval Systems", ECIR 2003, doi:10.1007/3-540-36618-0_15,
/// for neighbouring query words alone, and of each occurrence only the nearest of the other word. Closeness is then never more than
/// the smaller frequency, so that what bounds the words bounds the reward.
/// </remarks>
/// <param name="first">The one term, with positions.</param>
/// <param name="second">The other one.</param>
/// <param name="scoring">The field whose lengths count: that of <paramref name="words"/>.</param>
/// <param name="proximityWeight">What closeness counts.</param>
/// <param name="words">The same two words in a field that has all their occurrences and more; null for <paramref name="first"/> and <paramref name="second"/> themselves.</param>
internal sealed class ProximityReward(
    IndexTerm first, IndexTerm second, FieldScoring scoring, double proximityWeight, (IndexTerm First, IndexTerm Second)? words = null)
{
    /// <summary>How many positions apart two occurrences still are close.</summary>
    public const int Window = 8;

    public IndexTerm First => first;

    public IndexTerm Second => second;

    /// <summary>Of each word the term whose frequency no closeness exceeds, and which says how much it weighs.</summary>
    public (IndexTerm First, IndexTerm Second) Words { get; } = words ?? (first, second);

    public FieldScoring Scoring => scoring;

    /// <summary>What no contribution exceeds.</summary>
    public double Weight { get; } = proximityWeight
        * ((scoring.Idf((words?.First ?? first).DocFreq) + scoring.Idf((words?.Second ?? second).DocFreq)) / 2);

    /// <summary>
    /// The sum of 1 / distance² over the occurrences of the word that occurs less often (of equals the first), in their order, to the nearest one of the other within the
    /// window. Words at one position, such as a joined word and its first part, are 1 apart. At most the smaller number of occurrences.
    /// </summary>
    public static double Closeness(ReadOnlySpan<int> firsts, ReadOnlySpan<int> seconds)
    {
        var fewer = firsts.Length <= seconds.Length ? firsts : seconds;
        var others = firsts.Length <= seconds.Length ? seconds : firsts;
        double sum = 0;
        int next = 0;
        foreach (int position in fewer)
        {
            while (next < others.Length && others[next] < position)
                next++;
            int distance = next < others.Length ? others[next] - position : int.MaxValue;
            if (next > 0)
                distance = Math.Min(distance, position - others[next - 1]);
            if (distance <= Window)
                sum += OfPair(distance);
        }
        return sum;
    }

    /// <summary>What an occurrence adds to the sum whose nearest one of the other word is so many positions away.</summary>
    public static double OfPair(int distance) => distance == 0 ? 1 : 1.0 / (distance * distance);

    public override string ToString() => $"{first} near {second}";
}
