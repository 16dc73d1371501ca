namespace Search.Core.Duplicates;

/// <summary>The rule that says which two articles are near-duplicates. It is symmetric and depends on the two alone; it is not transitive.</summary>
internal static class NearDuplicates
{
    /// <summary>Two of them have at least so many keys in common, which are both hashes of a short text that is hashed as a whole.</summary>
    public const int LeastCommonKeys = 2;

    /// <summary>At least this part of the shingles of the one that has fewer is in the other one.</summary>
    public const double LeastContainment = 0.6;

    /// <summary>The one that has fewer shingles has at least this part of the other one's number.</summary>
    public const double LeastRatio = 0.3;

    /// <summary>Whether two articles are near-duplicates.</summary>
    public static bool Are(ArticleSketch first, ArticleSketch second)
    {
        if (CommonKeys(first, second) < LeastCommonKeys)
            return false;
        var (containment, ratio) = Compare(first, second);
        return containment >= LeastContainment && ratio >= LeastRatio;
    }

    /// <summary>How much two texts have in common.</summary>
    /// <returns>
    /// The part of the shingles of the one with fewer that the other one has too, estimated from the hashes that both sketches would know; and the
    /// number of shingles of the one with fewer, divided by that of the other one.
    /// </returns>
    public static (double Containment, double Ratio) Compare(ArticleSketch first, ArticleSketch second)
    {
        uint limit = Math.Min(first.KnownUpTo, second.KnownUpTo);
        var x = UpTo(first.Hashes, limit);
        var y = UpTo(second.Hashes, limit);
        int fewer = Math.Min(x.Length, y.Length);
        return (fewer == 0 ? 0 : (double)Common(x, y) / fewer, (double)Math.Min(first.Count, second.Count) / Math.Max(first.Count, second.Count));
    }

    /// <summary>How many keys two sketches have in common.</summary>
    public static int CommonKeys(ArticleSketch first, ArticleSketch second) => Common(first.Keys, second.Keys);

    private static ReadOnlySpan<uint> UpTo(ReadOnlySpan<uint> hashes, uint limit)
    {
        int place = hashes.BinarySearch(limit);
        return hashes[..(place >= 0 ? place + 1 : ~place)];
    }

    private static int Common(ReadOnlySpan<uint> x, ReadOnlySpan<uint> y)
    {
        int common = 0;
        for (int i = 0, j = 0; i < x.Length && j < y.Length;)
        {
            if (x[i] == y[j])
            {
                common++;
                i++;
                j++;
            }
            else if (x[i] < y[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }
        return common;
    }
}
