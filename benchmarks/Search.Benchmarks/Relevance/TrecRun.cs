using System.Globalization;
using Search.Benchmarks.Commands;

namespace Search.Benchmarks.Relevance;

/// <summary>Runs as TREC writes them: <c>query Q0 document rank score tag</c>.</summary>
internal static class TrecRun
{
    /// <summary>
    /// Writes a run. Readers order by the score alone, so that equal ones are written with the least difference that keeps our order.
    /// </summary>
    public static void Write(string path, IReadOnlyList<CollectionQuery> queries, EngineRun run)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        for (int i = 0; i < queries.Count; i++)
        {
            float last = float.PositiveInfinity;
            int rank = 0;
            foreach (var document in run.Rankings[i])
            {
                last = document.Score < last ? document.Score : MathF.BitDecrement(last);
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{queries[i].Id} Q0 {document.Id} {++rank} {last:G9} {run.Name}"));
            }
        }
    }

    /// <summary>Reads a run.</summary>
    public static EngineRun Read(string path, IReadOnlyList<CollectionQuery> queries)
    {
        var rankings = queries.ToDictionary(query => query.Id, _ => new List<RankedDocument>(), StringComparer.Ordinal);
        foreach (string line in File.ReadLines(path))
        {
            string[] parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != 6 || !float.TryParse(parts[4], CultureInfo.InvariantCulture, out float score))
                throw new MeasurementException($"'{line}' is no line of a TREC run.");
            if (rankings.TryGetValue(parts[0], out var ranking))
                ranking.Add(new RankedDocument(parts[2], score));
        }

        return new EngineRun(Path.GetFileNameWithoutExtension(path), queries,
            [.. queries.Select(query => rankings[query.Id].OrderByDescending(document => document.Score).ToList())]);
    }
}
