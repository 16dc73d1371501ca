using Microsoft.Win32.SafeHandles;

namespace Search.Core.Storage;

/// <summary>A file that is read with positional reads: no shared position, so no lock between threads.</summary>
internal sealed class PositionalFile : OpenFile
{
    private readonly SafeFileHandle _handle;

    private PositionalFile(string path, SafeFileHandle handle)
        : base(path, RandomAccess.GetLength(handle)) => _handle = handle;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static PositionalFile Open(string path, Action<OpenFile>? onClosed = null)
    {
        SafeFileHandle handle = OpenHandle(path);
        try
        {
            return new PositionalFile(path, handle) { OnClosed = onClosed };
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file for reading in the way that lets others write, replace and delete it.</summary>
    public static SafeFileHandle OpenHandle(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <inheritdoc/>
    public override void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            // The handle counts its users: one that is closed meanwhile stays open until this call is over.
            int read = RandomAccess.Read(_handle, destination, offset);
            if (read == 0)
            {
                throw new EndOfStreamException($"'{Path}' ends at {offset} though it had {Length} bytes when it was opened.");
            }

            destination = destination[read..];
            offset += read;
        }
    }

    protected override void Release() => _handle.Dispose();
}
