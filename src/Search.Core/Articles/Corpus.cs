using System.Runtime.CompilerServices;
using Search.Core.Articles;

namespace Search.Core;

/// <summary>
/// Articles read from files: plain text, JSON Lines, a JSON array, CSV, TSV or Parquet, each also compressed by gzip or zstd,
/// or a folder of any mixture of them.
/// </summary>
/// <remarks>
/// Streamed: memory is bounded by the longest record (for Parquet by the largest row group), whatever the size of the files.
/// Enumerating it directly skips the records that cannot be read;
/// <see cref="ArticleIndex.AddAsync(Corpus, IProgress{AddProgress}?, CancellationToken)"/> reports them.
/// Thread-safe; each enumeration reads the files anew (a stream can be read once).
/// </remarks>
public sealed class Corpus : IAsyncEnumerable<Article>
{
    private readonly CorpusOptions _options;
    private readonly Lazy<List<CorpusFile>> _files;
    private readonly Lazy<long?> _totalBytes;
    private readonly bool _isStream;
    private int _enumerations;
    private volatile ReadProgress _progress = new();

    private Corpus(CorpusOptions? options, Func<List<CorpusFile>> files, bool isStream)
    {
        _options = options ?? new CorpusOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxRecordBytes, 1 << 10, nameof(CorpusOptions.MaxRecordBytes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.MaxRecordBytes, 1 << 30, nameof(CorpusOptions.MaxRecordBytes));
        _files = new Lazy<List<CorpusFile>>(files);
        _totalBytes = new Lazy<long?>(() => _files.Value.All(file => file.Length is not null) ? _files.Value.Sum(file => file.Length) : null);
        _isStream = isStream;
    }

    /// <summary>Articles of a file or a folder.</summary>
    /// <remarks>
    /// Of a folder are read the files that end in <c>.txt .text .json .jsonl .ndjson .jsonlines .csv .tsv .tab .parquet .pq</c>, each
    /// also with <c>.gz .gzip .zst .zstd</c> after it, and compressed files without a further extension. Hidden files and folders,
    /// files that are named README, and links to folders are passed over. A file that is named itself is always read.
    /// </remarks>
    /// <param name="path">A file, or a folder that is read with its subfolders in the (ordinal) order of names.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static Corpus Read(string path, CorpusOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
        return new Corpus(options, () => CorpusFile.List(path), isStream: false);
    }

    /// <summary>Articles of a stream, read from its position to its end; it is left open.</summary>
    /// <remarks>What the stream throws, the enumeration throws; what is wrong with its content is a failed record.</remarks>
    /// <param name="stream">The bytes, compressed or not.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <param name="name">The name that failures and derived ids carry; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static Corpus Read(Stream stream, CorpusOptions? options = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long? length = stream.CanSeek ? stream.Length - stream.Position : null;
        string? baseName = name is null ? null : FileNames.WithoutExtensions(Path.GetFileName(name));
        return new Corpus(options, () => [new CorpusFile(name, baseName, length) { Stream = stream }], isStream: true);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<Article> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var record in ReadRecordsAsync(cancellationToken))
        {
            if (record.Article is { } article)
                yield return article;
        }
    }

    /// <summary>Bytes of the files as they lie on the disk, for progress; null when that is not known.</summary>
    internal long? TotalBytes => _totalBytes.Value;

    /// <summary>Bytes of the files read so far by the latest enumeration. Read by any thread.</summary>
    internal long BytesRead => Math.Min(_progress.Bytes, _totalBytes.Value ?? long.MaxValue);

    /// <summary>Every record in order, with the failures among them.</summary>
    /// <exception cref="InvalidOperationException">A stream is read a second time.</exception>
    internal async IAsyncEnumerable<CorpusRecord> ReadRecordsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _enumerations) > 1 && _isStream)
            throw new InvalidOperationException("A corpus of a stream can be read once: open the stream anew for another reading.");
        var progress = new ReadProgress();
        _progress = progress;
        foreach (var file in _files.Value)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await foreach (var record in CorpusFileReader.ReadAsync(file, _options, progress, cancellationToken))
            {
                yield return record;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
