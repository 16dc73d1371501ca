namespace Search.Core.Storage;

/// <summary>An exclusive lock on a file, held until it is disposed or the process ends, however it ends.</summary>
/// <remarks>
/// The operating system keeps it (a share mode on Windows, <c>flock</c> elsewhere), so a crash leaves nothing to clean up. A register of
/// this process backs it where a file system does not lock. The file itself stays: deleting it would let two
/// processes lock two different files of one name.
/// </remarks>
internal sealed class FileLock : IDisposable
{
    // EWOULDBLOCK and ERROR_SHARING_VIOLATION, as .NET reports them.
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMacOS = 35;
    private const int SharingViolationOnWindows = unchecked((int)0x80070020);

    private static readonly HashSet<string> s_held = new(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    private readonly string _path;
    private FileStream? _stream;

    private FileLock(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
    }

    /// <summary>Locks a file, which is created if need be; null when it is locked already.</summary>
    /// <exception cref="IOException">The file cannot be created or opened for another reason.</exception>
    public static FileLock? TryTake(string path)
    {
        path = Path.GetFullPath(path);
        lock (s_held)
        {
            if (!s_held.Add(path))
            {
                return null;
            }

            FileStream? stream = null;
            try
            {
                stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                return new FileLock(path, stream);
            }
            catch (IOException exception) when (IsHeldElsewhere(exception))
            {
                return null;
            }
            finally
            {
                if (stream is null)
                {
                    s_held.Remove(path);
                }
            }
        }
    }

    /// <summary>Whether somebody holds the lock; creates nothing.</summary>
    public static bool IsHeld(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
        {
            return false;
        }

        using FileLock? taken = TryTake(path);
        return taken is null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (s_held)
        {
            if (_stream is { } stream)
            {
                _stream = null;
                stream.Dispose();
                s_held.Remove(_path);
            }
        }
    }

    private static bool IsHeldElsewhere(IOException exception) =>
        exception.HResult == (OperatingSystem.IsWindows() ? SharingViolationOnWindows
            : OperatingSystem.IsLinux() ? WouldBlockOnLinux
            : WouldBlockOnMacOS);
}
