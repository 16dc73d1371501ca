using System.Text.Json;
using Search.Benchmarks.Commands;

namespace Search.Benchmarks.Measuring;

/// <summary>Queries, one a line; in a <c>.jsonl</c> file the member <c>query</c> of each line.</summary>
internal static class QueryFile
{
    /// <summary>The queries, repeated ones once.</summary>
    public static IReadOnlyList<string> Read(string path) => [.. Lines(path).Distinct(StringComparer.Ordinal)];

    /// <summary>The queries as they stand there.</summary>
    public static IReadOnlyList<string> Lines(string path)
    {
        bool isJson = path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);
        string[] queries = [.. File.ReadLines(path).Select(line => isJson ? Query(line) : line.Trim()).Where(line => line.Length > 0)];
        return queries.Length > 0 ? queries : throw new UsageException($"'{Path.GetFileName(path)}' holds no query.");
    }

    private static string Query(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return "";
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("query").GetString()?.Trim() ?? "";
    }
}
