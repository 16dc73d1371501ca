using System.Globalization;
using System.Text;

namespace Search.Benchmarks.Game;

/// <summary>One query of a dump.</summary>
/// <param name="Query">The query.</param>
/// <param name="Hits">Ids and scores, the best first; null when the engine cannot do the query.</param>
/// <param name="Count">The matches; null where they were not asked for.</param>
internal sealed record GameDumpLine(string Query, IReadOnlyList<(string Id, float Score)>? Hits, long? Count);

/// <summary>
/// The file of <c>--dump</c>: <c>query TAB id:score id:score ...</c>, scores so that they read back as they were; where the number of matches
/// was asked for, it follows after a further tab.
/// </summary>
internal static class GameDump
{
    public static void Write(string path, IReadOnlyList<string> queries, IReadOnlyList<GameAnswer> answers, GameOperation operation, IGameSearcher searcher)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        for (int i = 0; i < queries.Count; i++)
        {
            var answer = answers[i];
            file.Write(queries[i]);
            file.Write('\t');
            if (!answer.IsSupported)
            {
                file.WriteLine(GameAnswer.Unsupported);
                continue;
            }

            file.Write(string.Join(' ', answer.Documents.Select(hit => string.Create(CultureInfo.InvariantCulture, $"{searcher.Id(hit.DocId)}:{hit.Score:R}"))));
            if (operation.WantsCount)
                file.Write(string.Create(CultureInfo.InvariantCulture, $"\t{answer.Count}"));
            file.WriteLine();
        }
    }

    public static IEnumerable<GameDumpLine> Read(string path)
    {
        foreach (string line in File.ReadLines(path, Encoding.UTF8))
        {
            string[] parts = line.Split('\t');
            long? count = parts.Length > 2 ? long.Parse(parts[2], CultureInfo.InvariantCulture) : null;
            yield return new GameDumpLine(parts[0], parts[1] == GameAnswer.Unsupported ? null : Hits(parts[1]), count);
        }
    }

    private static List<(string Id, float Score)> Hits(string text)
    {
        var hits = new List<(string, float)>();
        foreach (string hit in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = hit.LastIndexOf(':');
            hits.Add((hit[..colon], float.Parse(hit.AsSpan(colon + 1), CultureInfo.InvariantCulture)));
        }

        return hits;
    }
}
