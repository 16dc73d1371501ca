using System.Text;

namespace Search.Core.Highlighting;

/// <summary>
/// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost one each, counted in code
/// points; what Lucene's Levenshtein automata with transpositions accept.
/// </summary>
internal static class EditDistance
{
    public static bool IsAtMost(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int maximum)
    {
        if (maximum == 0)
            return a.SequenceEqual(b);
        // Each code unit more is half a code point more at least.
        if (Math.Abs(a.Length - b.Length) > 2 * maximum)
            return false;
        Span<int> left = a.Length <= 256 ? stackalloc int[a.Length] : new int[a.Length];
        Span<int> right = b.Length <= 256 ? stackalloc int[b.Length] : new int[b.Length];
        left = left[..Decode(a, left)];
        right = right[..Decode(b, right)];
        return Math.Abs(left.Length - right.Length) <= maximum && Measure(left, right, maximum) <= maximum;
    }

    private static int Measure(ReadOnlySpan<int> a, ReadOnlySpan<int> b, int maximum)
    {
        int width = b.Length + 1;
        Span<int> rows = 3 * width <= 1024 ? stackalloc int[3 * width] : new int[3 * width];
        var twoBack = rows[..width];
        var previous = rows.Slice(width, width);
        var current = rows[(2 * width)..];
        for (int j = 0; j < width; j++)
            previous[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int least = current[0] = i;
            for (int j = 1; j < width; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                int distance = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    distance = Math.Min(distance, twoBack[j - 2] + 1);
                current[j] = distance;
                least = Math.Min(least, distance);
            }

            // A swap can reach back one row, but costs one more than that row's least.
            if (least > maximum)
                return least;
            var free = twoBack;
            twoBack = previous;
            previous = current;
            current = free;
        }

        return previous[b.Length];
    }

    private static int Decode(ReadOnlySpan<char> text, Span<int> codePoints)
    {
        int count = 0;
        foreach (Rune rune in text.EnumerateRunes())
            codePoints[count++] = rune.Value;
        return count;
    }
}
