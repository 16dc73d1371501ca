namespace Search.Benchmarks.News;

/// <summary>A query, and what of the articles it must find, best first where that counts, and must not.</summary>
internal sealed record NewsPair(string Kind, string Query, string[] Find, string[] Avoid, bool IsOrdered)
{
    /// <summary>Reads a line of <c>tests/data/news/pairs.tsv</c>.</summary>
    public static NewsPair Parse(string line)
    {
        string[] cells = line.Split('\t');
        return new NewsPair(cells[0], cells[1], cells[2].Split([',', '>']), cells[3].Split(',', StringSplitOptions.RemoveEmptyEntries), cells[2].Contains('>'));
    }

    public bool IsMetBy(IReadOnlyList<string> found) =>
        Find.All(found.Contains) && !Avoid.Any(found.Contains) && (!IsOrdered || found.Where(Find.Contains).SequenceEqual(Find));
}
