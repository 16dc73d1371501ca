namespace Search.Core.Matching;

/// <summary>
/// How far a typed word is from another one: letters that are missing, too many or others count one each; two neighbouring ones in the other order, which
/// hands type and heads do not misspell, hardly count.
/// </summary>
/// <remarks>Damerau, "A technique for computer detection and correction of spelling errors", CACM 7 (3), 1964, doi:10.1145/363958.363994, with a weight for swaps.</remarks>
internal static class TypingErrors
{
    /// <summary>What two exchanged neighbours count; less than any other error, even one that leaves the sound as it is.</summary>
    public const double Swap = 0.2;

    /// <summary>The least sum of errors that makes one word of the other. Letters are code units; no letter is changed after it was exchanged.</summary>
    public static double Cost(ReadOnlySpan<char> typed, ReadOnlySpan<char> meant)
    {
        int width = meant.Length + 1;
        Span<double> rows = 3 * width <= 256 ? stackalloc double[3 * width] : new double[3 * width];
        var twoBack = rows[..width];
        var previous = rows.Slice(width, width);
        var current = rows[(2 * width)..];
        for (int j = 0; j < width; j++)
            previous[j] = j;
        for (int i = 1; i <= typed.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j < width; j++)
            {
                double cost = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + (typed[i - 1] == meant[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && typed[i - 1] == meant[j - 2] && typed[i - 2] == meant[j - 1] && typed[i - 1] != typed[i - 2])
                    cost = Math.Min(cost, twoBack[j - 2] + Swap);
                current[j] = cost;
            }
            var free = twoBack;
            twoBack = previous;
            previous = current;
            current = free;
        }
        return previous[meant.Length];
    }
}
