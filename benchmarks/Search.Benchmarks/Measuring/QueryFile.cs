using Search.Benchmarks.Commands;

namespace Search.Benchmarks.Measuring;

/// <summary>Queries, one a line; repeated lines count once.</summary>
internal static class QueryFile
{
    public static IReadOnlyList<string> Read(string path)
    {
        string[] queries = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).Distinct(StringComparer.Ordinal)];
        return queries.Length > 0 ? queries : throw new UsageException($"'{Path.GetFileName(path)}' holds no query.");
    }
}
