namespace Search.Core.Articles;

/// <summary>What the names of files say: their form, whether a folder's file is a corpus, and the ids made from them.</summary>
internal static class FileNames
{
    private static readonly string[] Compressed = [".gz", ".gzip", ".zst", ".zstd"];

    private static readonly Dictionary<string, CorpusFormat?> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = CorpusFormat.Text,
        [".text"] = CorpusFormat.Text,
        [".jsonl"] = CorpusFormat.JsonLines,
        [".ndjson"] = CorpusFormat.JsonLines,
        [".jsonlines"] = CorpusFormat.JsonLines,
        // One object a line, an array or one object: the content says which.
        [".json"] = CorpusFormat.JsonArray,
        [".csv"] = CorpusFormat.Csv,
        [".tsv"] = CorpusFormat.Tsv,
        [".tab"] = CorpusFormat.Tsv,
        [".parquet"] = CorpusFormat.Parquet,
        [".pq"] = CorpusFormat.Parquet,
    };

    /// <summary>The form that a file's name announces; null when it announces none.</summary>
    public static CorpusFormat? FormatOf(string? name) =>
        name is not null && Formats.TryGetValue(Path.GetExtension(WithoutCompression(name)), out var format) ? format : null;

    /// <summary>
    /// Whether a file found in a folder is read: by its extension, so that pictures, licences and notes do not become articles.
    /// A compressed file without a further extension is, if its content is text or Parquet.
    /// </summary>
    public static bool IsCorpus(string name)
    {
        if (name.StartsWith('.') || name.StartsWith("README", StringComparison.OrdinalIgnoreCase))
            return false;
        string uncompressed = WithoutCompression(name);
        string extension = Path.GetExtension(uncompressed);
        return Formats.ContainsKey(extension) || (extension.Length == 0 && uncompressed.Length < name.Length);
    }

    /// <summary>A name without the extensions of its compression and its form; other points belong to the name.</summary>
    public static string WithoutExtensions(string name)
    {
        string uncompressed = WithoutCompression(name);
        string extension = Path.GetExtension(uncompressed);
        return Formats.ContainsKey(extension) ? uncompressed[..^extension.Length] : uncompressed;
    }

    private static string WithoutCompression(string name)
    {
        string extension = Path.GetExtension(name);
        return Compressed.Contains(extension, StringComparer.OrdinalIgnoreCase) ? name[..^extension.Length] : name;
    }
}
