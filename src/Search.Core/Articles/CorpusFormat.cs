namespace Search.Core;

/// <summary>The form of a file of articles.</summary>
public enum CorpusFormat
{
    /// <summary>Decided by the content and the file's name.</summary>
    Detect,

    /// <summary>Plain text, one article a file.</summary>
    Text,

    /// <summary>JSON Lines: one JSON object a line.</summary>
    JsonLines,

    /// <summary>One JSON array of objects.</summary>
    JsonArray,

    /// <summary>Comma-separated values with a header.</summary>
    Csv,

    /// <summary>Tab-separated values with a header.</summary>
    Tsv,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
