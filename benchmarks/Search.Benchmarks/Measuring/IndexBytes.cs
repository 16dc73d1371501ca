namespace Search.Benchmarks.Measuring;

/// <summary>The bytes of a Lucene index by what they hold, told by the files' extensions.</summary>
/// <param name="Postings">Terms, documents, frequencies and positions.</param>
/// <param name="Stored">The stored articles.</param>
/// <param name="ByExtension">All files; <c>segments_N</c> and the like under their name.</param>
internal sealed record IndexBytes(long Postings, long Stored, IReadOnlyDictionary<string, long> ByExtension)
{
    private static readonly HashSet<string> s_postings = ["doc", "pos", "pay", "tim", "tip", "tmd", "pst", "psn", "imp", "trm"];
    private static readonly HashSet<string> s_stored = ["fdt", "fdx", "fdm"];

    public static IndexBytes Of(string folder)
    {
        var bytes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string extension = Path.GetExtension(path) is { Length: > 1 } found ? found[1..] : Path.GetFileName(path);
            bytes[extension] = bytes.GetValueOrDefault(extension) + new FileInfo(path).Length;
        }

        return new IndexBytes(Sum(bytes, s_postings), Sum(bytes, s_stored), bytes);
    }

    private static long Sum(SortedDictionary<string, long> bytes, HashSet<string> extensions) =>
        bytes.Where(each => extensions.Contains(each.Key)).Sum(each => each.Value);
}
