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

/// <summary>A record that could not be read or indexed; the others are not affected.</summary>
/// <param name="File">The file it is from, as it was named; null for a stream or a sequence of articles.</param>
/// <param name="Line">The line (1-based) of a line-based format, the number of the record (1-based) of the others.</param>
/// <param name="Id">Its id, when that could be read.</param>
/// <param name="Error">What is wrong and what to change.</param>
public sealed record RecordFailure(string? File, long Line, string? Id, string Error);

/// <summary>How a corpus is read. The defaults read what is detected.</summary>
public sealed record CorpusOptions
{
    /// <summary>The form of the files. Default: <see cref="CorpusFormat.Detect"/>.</summary>
    public CorpusFormat Format { get; init; } = CorpusFormat.Detect;

    /// <summary>Whether crawled text is cleaned. Default null: plain text is, all other formats are not.</summary>
    public bool? Clean { get; init; }

    /// <summary>The rules of cleaning. Default: <see cref="CleaningRules.Default"/>.</summary>
    public CleaningRules CleaningRules { get; init; } = CleaningRules.Default;

    /// <summary>
    /// Names in the files, compared without regard to case, mapped to the names of the article's members
    /// (<c>id</c>, <c>title</c>, <c>body</c>, <c>date</c>, <c>source</c>, <c>url</c>, <c>authors</c>, <c>language</c>)
    /// or to the name of a field of the caller's. Goes before the recognised names. Default: empty.
    /// </summary>
    public IReadOnlyDictionary<string, string> FieldMap { get; init; } = new Dictionary<string, string>(0);

    /// <summary>Puts the file's name without its extensions and a <c>/</c> before each id. Default: false.</summary>
    public bool PrefixIdsWithFileName { get; init; }

    /// <summary>The longest record accepted, in bytes of the uncompressed file. Default: 512 MiB. 1 KiB to 1 GiB.</summary>
    public int MaxRecordBytes { get; init; } = 512 << 20;
}

/// <summary>A record of a corpus: an article or the reason why there is none.</summary>
internal readonly record struct CorpusRecord(Article? Article, RecordFailure? Failure, string? File, long Line);

/// <summary>
/// Articles read from files: plain text, JSON Lines, a JSON array, CSV, TSV or Parquet, each also compressed by gzip or zstd,
/// or a folder of any mixture of them.
/// </summary>
/// <remarks>
/// Streamed: memory is bounded by the longest record, whatever the size of the files. Enumerating it directly skips the records
/// that cannot be read; <see cref="ArticleIndex.AddAsync(Corpus, IProgress{AddProgress}?, CancellationToken)"/> reports them.
/// Thread-safe; each enumeration reads the files anew (a stream can be read once).
/// </remarks>
public sealed class Corpus : IAsyncEnumerable<Article>
{
    private Corpus()
    {
    }

    /// <summary>Articles of a file or a folder.</summary>
    /// <param name="path">A file, or a folder that is read with its subfolders in the order of names.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public static Corpus Read(string path, CorpusOptions? options = null) => throw new NotImplementedException();

    /// <summary>Articles of a stream, read from its position to its end; it is left open.</summary>
    /// <param name="stream">The bytes, compressed or not.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <param name="name">The name that failures and derived ids carry; null for none.</param>
    public static Corpus Read(Stream stream, CorpusOptions? options = null, string? name = null) => throw new NotImplementedException();

    /// <inheritdoc/>
    public IAsyncEnumerator<Article> GetAsyncEnumerator(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Bytes of the files as they lie on the disk, for progress; null when that is not known.</summary>
    internal long? TotalBytes => throw new NotImplementedException();

    /// <summary>Bytes of the files read so far by the running enumeration.</summary>
    internal long BytesRead => throw new NotImplementedException();

    /// <summary>Every record in order, with the failures among them.</summary>
    internal IAsyncEnumerable<CorpusRecord> ReadRecordsAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}
