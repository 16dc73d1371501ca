using System.IO.Compression;

namespace Search.Core.Articles;

/// <summary>
/// The content of a gzip file, which fails when the file is cut off. <see cref="GZipStream"/> takes the end of its input for the
/// end of the content; so a last member of known content (RFC 1952 allows any number of them) is appended to the input here, and
/// when it does not come out again, something before it is missing. Disposing it disposes the input.
/// </summary>
internal sealed class GzipContentStream : ReadOnlyStream
{
    private const int BufferLength = 1 << 17;

    private static readonly byte[] Seal = "b5f0a3c1-the-end"u8.ToArray();
    private static readonly byte[] SealMember = Compress(Seal);

    private readonly GZipStream _content;
    private readonly byte[] _buffer = new byte[BufferLength];
    private int _start;
    private int _end;
    private bool _atEnd;

    public GzipContentStream(Stream input) => _content = new GZipStream(new AppendedStream(input, SealMember), CompressionMode.Decompress);

    public override int Read(Span<byte> buffer)
    {
        while (!_atEnd && _end - _start <= Seal.Length)
            Append(_content.Read(MakeRoom().Span));
        return Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_atEnd && _end - _start <= Seal.Length)
            Append(await _content.ReadAsync(MakeRoom(), cancellationToken));
        return Take(buffer.Span);
    }

    /// <summary>Moves what is held back to the front; what is left of the buffer takes more.</summary>
    private Memory<byte> MakeRoom()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        return _buffer.AsMemory(_end);
    }

    private void Append(int read)
    {
        _end += read;
        _atEnd = read == 0;
        if (_atEnd && !_buffer.AsSpan(_start, _end - _start).SequenceEqual(Seal))
            throw new InvalidDataException("The gzip data ends too early.");
    }

    /// <summary>Gives all but the last bytes, which may be the seal.</summary>
    private int Take(Span<byte> target)
    {
        int length = Math.Min(target.Length, _end - _start - Seal.Length);
        _buffer.AsSpan(_start, length).CopyTo(target);
        _start += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _content.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(content);
        return target.ToArray();
    }

    /// <summary>A stream and then some bytes.</summary>
    private sealed class AppendedStream(Stream first, byte[] last) : ReadOnlyStream
    {
        private int _position = -1;

        public override int Read(Span<byte> buffer)
        {
            int read = _position < 0 ? first.Read(buffer) : 0;
            return read > 0 ? read : ReadLast(buffer);
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = _position < 0 ? await first.ReadAsync(buffer, cancellationToken) : 0;
            return read > 0 ? read : ReadLast(buffer.Span);
        }

        private int ReadLast(Span<byte> buffer)
        {
            _position = Math.Max(_position, 0);
            int length = Math.Min(buffer.Length, last.Length - _position);
            last.AsSpan(_position, length).CopyTo(buffer);
            _position += length;
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                first.Dispose();
            base.Dispose(disposing);
        }
    }
}
