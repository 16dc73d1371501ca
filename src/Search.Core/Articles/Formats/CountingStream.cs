namespace Search.Core.Articles;

/// <summary>
/// The bytes of a file as they lie on the disk, counted, and seekable where the file is. Remembers a failure of the stream under it,
/// which is not the same as bytes that make no sense. Leaves that stream open.
/// </summary>
internal sealed class CountingStream(Stream inner, ReadProgress progress) : ReadOnlyStream
{
    /// <summary>What the stream under this one threw; null when it did not.</summary>
    public Exception? Fault { get; private set; }

    public override bool CanSeek => inner.CanSeek;

    public override long Length => inner.Length;

    public override long Position { get => inner.Position; set => inner.Position = value; }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            int read = inner.Read(buffer);
            progress.Add(read);
            return read;
        }
        catch (Exception fault)
        {
            Fault = fault;
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            int read = await inner.ReadAsync(buffer, cancellationToken);
            progress.Add(read);
            return read;
        }
        catch (Exception fault)
        {
            Fault = fault;
            throw;
        }
    }

    /// <summary>Closes the stream under this one, which disposing this one does not.</summary>
    public ValueTask DisposeInnerAsync() => inner.DisposeAsync();

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);
}
