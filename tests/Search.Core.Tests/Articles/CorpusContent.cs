using System.IO.Compression;
using System.Text;
using ZstdSharp;

namespace Search.Core.Tests.Articles;

/// <summary>Makes contents of corpora and reads them.</summary>
internal static class CorpusContent
{
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gzip(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(content);
        return target.ToArray();
    }

    public static byte[] Zstd(byte[] content)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(content).ToArray();
    }

    public static async Task<List<CorpusRecord>> RecordsAsync(Corpus corpus, CancellationToken cancellationToken = default)
    {
        List<CorpusRecord> records = [];
        await foreach (var record in corpus.ReadRecordsAsync(cancellationToken))
            records.Add(record);
        return records;
    }

    /// <summary>Reads bytes through a stream that cannot seek and gives them in small pieces.</summary>
    public static Task<List<CorpusRecord>> RecordsAsync(byte[] content, CorpusOptions? options = null, string? name = null) =>
        RecordsAsync(Corpus.Read(new TricklingStream(content, 1 + content.Length / 7), options, name));

    public static Task<List<CorpusRecord>> RecordsAsync(string content, CorpusOptions? options = null, string? name = null) =>
        RecordsAsync(Utf8(content), options, name);

    /// <summary>The ids of the articles and, with a !, the lines of the failures, in their order.</summary>
    public static string Outline(IEnumerable<CorpusRecord> records) =>
        string.Join(' ', records.Select(record => record.Article?.Id ?? $"!{record.Failure!.Line}"));
}

/// <summary>A stream that cannot seek, gives a few bytes at a time, and only asynchronously, as a request's body does.</summary>
internal sealed class TricklingStream(byte[] content, int piece) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        int length = Math.Min(Math.Min(piece, buffer.Length), content.Length - _position);
        content.AsMemory(_position, length).CopyTo(buffer);
        _position += length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Read this asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
