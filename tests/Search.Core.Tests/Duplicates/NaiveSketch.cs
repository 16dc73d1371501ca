using System.Numerics;
using System.Text.RegularExpressions;
using Search.Core.Duplicates;

namespace Search.Core.Tests.Duplicates;

/// <summary>Sketches and folding as docs/index-format.md and docs/duplicates.md say, by strings and lists; for text of letters, digits and apostrophes.</summary>
internal static partial class NaiveSketch
{
    public static (int Count, List<uint> Hashes)? Of(string title, string body)
    {
        var words = Words(body);
        var shingles = new SortedSet<uint>();
        for (int i = 0; i + 4 <= words.Count; i++)
        {
            if (words[i].Length <= 3 && !words[i].Any(char.IsDigit))
                shingles.Add((uint)(Mix(Combine(words.GetRange(i, 4))) >> 40));
        }
        if (shingles.Count >= 12)
            return (shingles.Count, [.. shingles.Take(64)]);
        List<string> all = [.. Words(title), .. words];
        if (all.Count == 0)
            return null;
        ulong whole = Mix(Combine(all));
        uint first = (uint)(whole >> 40), second = (uint)(whole & 0xFFFFFF);
        return (2, [.. new[] { first, first == second ? second ^ 1 : second }.Order()]);
    }

    public static bool AreNear((int Count, List<uint> Hashes) x, (int Count, List<uint> Hashes) y)
    {
        if (x.Hashes.Take(8).Intersect(y.Hashes.Take(8)).Count() < 2)
            return false;
        uint limit = Math.Min(x.Count > x.Hashes.Count ? x.Hashes[^1] : uint.MaxValue, y.Count > y.Hashes.Count ? y.Hashes[^1] : uint.MaxValue);
        var first = x.Hashes.Where(hash => hash <= limit).ToList();
        var second = y.Hashes.Where(hash => hash <= limit).ToList();
        double containment = (double)first.Intersect(second).Count() / Math.Min(first.Count, second.Count);
        return containment >= NearDuplicates.LeastContainment && (double)Math.Min(x.Count, y.Count) / Math.Max(x.Count, y.Count) >= NearDuplicates.LeastRatio;
    }

    /// <summary>Folds a list: each article under the first one before it that it is near to and that stands for itself.</summary>
    public static List<(T Item, List<T> Duplicates)> Fold<T>(IEnumerable<(T Item, string Title, string Body)> list)
    {
        var groups = new List<(T Item, (int, List<uint>)? Sketch, List<T> Duplicates)>();
        foreach (var (item, title, body) in list)
        {
            var sketch = Of(title, body);
            int found = sketch is null ? -1 : groups.FindIndex(group => group.Sketch is { } known && AreNear(known, sketch.Value));
            if (found >= 0)
                groups[found].Duplicates.Add(item);
            else
                groups.Add((item, sketch, []));
        }
        return [.. groups.Select(group => (group.Item, group.Duplicates))];
    }

    private static List<string> Words(string text) => [.. Word().Matches(text).Select(word => word.Value.Replace("'", "", StringComparison.Ordinal).ToLowerInvariant()).Where(word => word.Length > 0)];

    private static ulong Combine(IEnumerable<string> words) =>
        (ulong)words.Aggregate(BigInteger.Zero, (hash, word) => (hash + Fnv(word)) * 0x9E3779B97F4A7C15 % (BigInteger.One << 64));

    private static ulong Fnv(string word) =>
        (ulong)word.Aggregate((BigInteger)0xCBF29CE484222325, (hash, c) => (hash ^ c) * 0x100000001B3 % (BigInteger.One << 64));

    private static ulong Mix(ulong value)
    {
        BigInteger modulus = BigInteger.One << 64;
        value = (ulong)((BigInteger)(value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 % modulus);
        value = (ulong)((BigInteger)(value ^ (value >> 27)) * 0x94D049BB133111EB % modulus);
        return value ^ (value >> 31);
    }

    [GeneratedRegex("[A-Za-z0-9']+")]
    private static partial Regex Word();
}
