using System.Buffers;

namespace Search.Core.Articles;

/// <summary>A stream whose first bytes can be looked at before they are read. Disposing it disposes the stream under it.</summary>
internal sealed class PeekStream(Stream inner) : ReadOnlyStream
{
    /// <summary>Enough for the first lines of any format.</summary>
    private const int PeekedLength = 1 << 16;

    private byte[]? _buffer;
    private int _start;
    private int _end;

    /// <summary>The bytes ahead.</summary>
    public ReadOnlyMemory<byte> Ahead => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Whether <see cref="Ahead"/> is all there is.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Whether this is over a stream itself, and not over what was unpacked or transcoded from it.</summary>
    public bool IsOver(Stream stream) => ReferenceEquals(inner, stream);

    /// <summary>Looks ahead; once, before anything is read.</summary>
    public async ValueTask PeekAsync(CancellationToken cancellationToken)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(PeekedLength);
        while (_end < PeekedLength && !IsWhole)
        {
            int read = await inner.ReadAsync(_buffer.AsMemory(_end, PeekedLength - _end), cancellationToken);
            IsWhole = read == 0;
            _end += read;
        }
    }

    /// <summary>Passes over bytes that were looked at.</summary>
    public void Skip(int bytes) => _start += bytes;

    public override int Read(Span<byte> buffer)
    {
        int taken = Take(buffer);
        return taken > 0 || IsWhole ? taken : inner.Read(buffer);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int taken = Take(buffer.Span);
        return taken > 0 || IsWhole ? ValueTask.FromResult(taken) : inner.ReadAsync(buffer, cancellationToken);
    }

    private int Take(Span<byte> buffer)
    {
        int taken = Math.Min(buffer.Length, _end - _start);
        if (taken == 0)
            return 0;
        _buffer.AsSpan(_start, taken).CopyTo(buffer);
        _start += taken;
        return taken;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            if (_buffer is { } buffer)
                ArrayPool<byte>.Shared.Return(buffer);
            _buffer = null;
            _start = _end = 0;
        }
        base.Dispose(disposing);
    }
}
