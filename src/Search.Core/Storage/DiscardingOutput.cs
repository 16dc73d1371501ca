using Lucene.Net.Store;

namespace Search.Core.Storage;

/// <summary>Takes what is written and keeps nothing.</summary>
internal sealed class DiscardingOutput : IndexOutput
{
    private long _position;

    /// <inheritdoc/>
    public override long Position => _position;

    /// <inheritdoc/>
    public override long Length
    {
        get => _position;
        set { }
    }

    /// <inheritdoc/>
    public override long Checksum => 0;

    /// <inheritdoc/>
    public override void WriteByte(byte b) => _position++;

    /// <inheritdoc/>
    public override void WriteBytes(byte[] b, int offset, int length) => _position += length;

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    [Obsolete("Files are written from front to back.")]
    public override void Seek(long pos) => throw new NotSupportedException("Files of an index are written from front to back.");

    protected override void Dispose(bool disposing)
    {
    }
}
