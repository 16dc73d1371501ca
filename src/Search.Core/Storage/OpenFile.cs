namespace Search.Core.Storage;

/// <summary>A file that is open for reading at any position by any number of threads; the owner of its handle or mapping.</summary>
internal abstract class OpenFile
{
    private volatile bool _closed;

    /// <summary>A file that was closed before it was ever open.</summary>
    public static OpenFile Closed { get; } = new ClosedFile();

    protected OpenFile(string path, long length)
    {
        Path = path;
        Length = length;
    }

    public string Path { get; }

    /// <summary>Length in bytes when the file was opened. Files of an index never change once written.</summary>
    public long Length { get; }

    public bool IsClosed => _closed;

    /// <summary>Called once, when the file is closed; its directory then forgets it.</summary>
    public Action<OpenFile>? OnClosed { get; init; }

    /// <summary>Copies bytes. The caller has checked that they lie within <see cref="Length"/>.</summary>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public abstract void Read(long offset, Span<byte> destination);

    /// <summary>Ends every reader of the file: reads that come later throw, reads that run end well.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, true))
        {
            return;
        }

        try
        {
            Release();
        }
        finally
        {
            OnClosed?.Invoke(this);
        }
    }

    public void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_closed, this);

    /// <summary>Gives the handle or the mapping back; called once, after <see cref="IsClosed"/> has become true.</summary>
    protected abstract void Release();

    public override string ToString() => Path;

    private sealed class ClosedFile : OpenFile
    {
        public ClosedFile()
            : base("(closed)", 0) => Close();

        public override void Read(long offset, Span<byte> destination) => ThrowIfClosed();

        protected override void Release()
        {
        }
    }
}
