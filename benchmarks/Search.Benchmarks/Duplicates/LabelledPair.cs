using Search.Core.Duplicates;

namespace Search.Benchmarks.Duplicates;

/// <summary>Two articles of which it is known whether they are the same story in other words or not.</summary>
/// <param name="Kind">How they came about.</param>
/// <param name="AreDuplicates">The label.</param>
/// <param name="IsForTuning">Whether thresholds may be chosen by it; the figures are of the others.</param>
/// <param name="First">The sketch of the one.</param>
/// <param name="Second">The sketch of the other.</param>
/// <param name="Names">Their ids and titles, to look at.</param>
internal sealed record LabelledPair(string Kind, bool AreDuplicates, bool IsForTuning, ArticleSketch? First, ArticleSketch? Second, string Names)
{
    /// <summary>What the engine's rule says.</summary>
    public bool AreFound => First is not null && Second is not null && NearDuplicates.Are(First, Second);

    /// <summary>What it would say with other thresholds.</summary>
    public bool AreFoundBy(double containment, double ratio)
    {
        if (First is null || Second is null || NearDuplicates.CommonKeys(First, Second) < NearDuplicates.LeastCommonKeys)
            return false;
        var (common, sizes) = NearDuplicates.Compare(First, Second);
        return common >= containment && sizes >= ratio;
    }
}
