using System.Runtime.CompilerServices;
using System.Text;

namespace Search.Core.Articles;

/// <summary>Reads one file from its bytes on the disk to its records: decompression, encoding, form.</summary>
internal static class CorpusFileReader
{
    /// <summary>Compressed files are unpacked this often: once, and once more for one that was packed twice.</summary>
    private const int MostLayers = 2;

    private const int FileBuffer = 1 << 17;

    /// <summary>The records of a file. What is wrong with the file is a record, too; what is wrong with a caller's stream is thrown.</summary>
    public static async IAsyncEnumerable<CorpusRecord> ReadAsync(
        CorpusFile file, CorpusOptions options, ReadProgress progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var context = new RecordContext(options, file.Name, file.BaseName);
        CountingStream? bytes = null;
        CorpusRecord? failure = null;
        long line = 0;
        try
        {
            bytes = new CountingStream(file.Stream ?? Open(file.Name!), progress);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            failure = context.Fail(0, $"The file cannot be opened: {problem.Message}");
        }
        if (bytes is null)
        {
            yield return failure!.Value;
            yield break;
        }
        try
        {
            await using var records = ReadRecordsAsync(bytes, file, context, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (failure is null)
            {
                try
                {
                    if (!await records.MoveNextAsync())
                        break;
                }
                catch (Exception problem) when (IsOfTheFile(problem, file, bytes, cancellationToken))
                {
                    failure = context.Fail(0, Explain(problem, line));
                    break;
                }
                line = records.Current.Line;
                yield return records.Current;
            }
        }
        finally
        {
            if (file.Stream is null)
                await bytes.DisposeInnerAsync();
        }
        if (failure is { } broken)
            yield return broken;
    }

    private static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        // What decompresses asks for a few kilobytes at a time, and each question to the system costs a change of threads.
        BufferSize = FileBuffer,
    });

    private static bool IsOfTheFile(Exception problem, CorpusFile file, CountingStream bytes, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && !(file.Stream is not null && bytes.Fault is not null)
        && problem is not (OutOfMemoryException or StackOverflowException);

    private static string Explain(Exception problem, long line) => (line == 0
        ? "The file cannot be read: it may be cut off or damaged."
        : $"The file cannot be read on after line or record {line}: it may be cut off or damaged there.") + " " + problem.Message;

    private static async IAsyncEnumerable<CorpusRecord> ReadRecordsAsync(
        CountingStream bytes, CorpusFile file, RecordContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = await OpenContentAsync(bytes, cancellationToken);
        var head = stream.Ahead;
        var format = context.Options.Format != CorpusFormat.Detect ? context.Options.Format
            : FormatDetector.Detect(head.Span, stream.IsWhole, file.Name);
        if (file.IsFound && format == CorpusFormat.Text && FileNames.FormatOf(file.Name) is null && FormatDetector.IsBinary(head.Span))
            yield break;
        var records = format switch
        {
            CorpusFormat.Text => TextFormat.ReadAsync(stream, context, cancellationToken),
            CorpusFormat.JsonLines => JsonLinesFormat.ReadAsync(stream, context, cancellationToken),
            CorpusFormat.JsonArray => JsonArrayFormat.ReadAsync(stream, context, cancellationToken),
            CorpusFormat.Parquet => ReadParquetAsync(bytes, stream, file, context, cancellationToken),
            _ => DelimitedFormat.ReadAsync(stream, context, format == CorpusFormat.Tsv, cancellationToken),
        };
        await foreach (var record in records)
            yield return record;
    }

    /// <summary>The file's content as UTF-8, uncompressed and without a byte order mark, with its first bytes ahead.</summary>
    private static async ValueTask<PeekStream> OpenContentAsync(CountingStream bytes, CancellationToken cancellationToken)
    {
        var stream = new PeekStream(bytes);
        try
        {
            await stream.PeekAsync(cancellationToken);
            for (int layer = 0; layer < MostLayers && Compression.TryOpen(stream) is { } content; layer++)
            {
                stream = new PeekStream(content);
                await stream.PeekAsync(cancellationToken);
            }
            if (FormatDetector.WideEncoding(stream.Ahead.Span) is { } encoding)
            {
                stream = new PeekStream(Encoding.CreateTranscodingStream(stream, encoding, Encoding.UTF8));
                await stream.PeekAsync(cancellationToken);
            }
            stream.Skip(FormatDetector.Utf8MarkLength(stream.Ahead.Span));
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>A file on the disk is read where it lies; what is compressed, or cannot be sought in, from a copy.</summary>
    private static async IAsyncEnumerable<CorpusRecord> ReadParquetAsync(
        CountingStream bytes, PeekStream content, CorpusFile file, RecordContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool isPlainFile = file.Stream is null && content.IsOver(bytes);
        await using var copy = isPlainFile ? null : await TemporaryCopy.OfAsync(content, cancellationToken);
        await foreach (var record in ParquetFormat.ReadAsync(copy ?? bytes, context, cancellationToken))
            yield return record;
    }
}
