using Search.Benchmarks.Commands;

namespace Search.Benchmarks.Highlighting;

/// <summary>Writes <c>query TAB id,id,...</c>, by which the peer highlights exactly our hits.</summary>
internal static class HitsFile
{
    public static void Write(string path, IEnumerable<QueryHits> queries) =>
        File.WriteAllLines(path, queries.Select(each =>
        {
            if (each.Ids.FirstOrDefault(id => id.AsSpan().ContainsAny(",\t\r\n")) is { } bad)
                throw new MeasurementException($"The id '{bad}' cannot be written to a hits file.");
            return $"{each.Query}\t{string.Join(',', each.Ids)}";
        }));
}
