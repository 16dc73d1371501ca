using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Search.Benchmarks.Commands;
using Search.Core;

namespace Search.Benchmarks.Relevance;

/// <summary>
/// A collection with relevance judgments in the layout of BEIR: <c>corpus.jsonl</c>, <c>queries.jsonl</c> (each also <c>.gz</c>) and <c>qrels.tsv</c> or
/// <c>qrels/test.tsv</c>, with or without a header.
/// </summary>
internal sealed class JudgedCollection
{
    private readonly string _corpus;
    private readonly bool _withTitles;

    private JudgedCollection(string corpus, bool withTitles, IReadOnlyList<CollectionQuery> queries)
    {
        _corpus = corpus;
        _withTitles = withTitles;
        Queries = queries;
    }

    /// <summary>All queries, judged or not, in the order of the file.</summary>
    public IReadOnlyList<CollectionQuery> Queries { get; }

    /// <param name="folder">The collection.</param>
    /// <param name="corpus">A file in place of the folder's own corpus; null for that.</param>
    /// <param name="withTitles">Whether titles are indexed.</param>
    public static JudgedCollection Open(string folder, string? corpus, bool withTitles)
    {
        corpus ??= Find(folder, "corpus.jsonl", "corpus.jsonl.gz");
        var judgments = ReadJudgments(Find(folder, "qrels.tsv", Path.Combine("qrels", "test.tsv")));
        var queries = new List<CollectionQuery>();
        foreach (var query in ReadLines(Find(folder, "queries.jsonl", "queries.jsonl.gz")))
        {
            string id = Text(query, "_id", "id");
            queries.Add(new CollectionQuery(id, Text(query, "text", "query"), judgments.GetValueOrDefault(id) ?? []));
        }

        return queries.Exists(query => query.IsJudged)
            ? new JudgedCollection(corpus, withTitles, queries)
            : throw new MeasurementException("No query of the collection has a relevant document.");
    }

    /// <summary>The documents: id, title and text, and nothing else that they may have.</summary>
    public IEnumerable<Article> Articles()
    {
        foreach (var document in ReadLines(_corpus))
        {
            yield return new Article
            {
                Id = Text(document, "_id", "id"),
                Title = _withTitles ? Text(document, "title") : "",
                Body = Text(document, "text", "body"),
            };
        }
    }

    private static Dictionary<string, Dictionary<string, int>> ReadJudgments(string path)
    {
        var judgments = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(path))
        {
            string[] parts = line.Split('\t');
            // A header has no number.
            if (parts.Length < 3 || !int.TryParse(parts[^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int rating))
                continue;
            if (!judgments.TryGetValue(parts[0], out var ratings))
                judgments.Add(parts[0], ratings = new Dictionary<string, int>(StringComparer.Ordinal));
            // Four columns are those of TREC: query, iteration, document, rating.
            ratings[parts[^2]] = rating;
        }

        return judgments;
    }

    private static IEnumerable<JsonElement> ReadLines(string path)
    {
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content);
        while (reader.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            using var json = JsonDocument.Parse(line);
            yield return json.RootElement;
        }
    }

    private static string Text(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (element.TryGetProperty(name, out var value))
                return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ValueKind == JsonValueKind.Null ? "" : value.ToString();
        }

        return "";
    }

    private static string Find(string folder, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path))
                return path;
        }

        throw new UsageException($"There is no {names[0]} in the folder '{folder}'.");
    }
}

/// <summary>A query and its judgments.</summary>
internal sealed record CollectionQuery(string Id, string Text, IReadOnlyDictionary<string, int> Ratings)
{
    /// <summary>Whether a document is relevant to it; others say nothing about a ranking.</summary>
    public bool IsJudged => Ratings.Values.Any(rating => rating > 0);
}
