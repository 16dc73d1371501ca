using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Search.Core.Storage;

/// <summary>Moves what was written to stable storage: the contents of a file, and the entries of a folder.</summary>
/// <remarks>
/// A new or renamed file survives the loss of power only once its folder's entry is on the disk too. Linux and macOS flush folders.
/// Windows offers no call for it: NTFS writes entries through its journal in order, and a commit relies on that there.
/// </remarks>
internal partial class DiskFlush
{
    private const int ReadOnly = 0;

    // Numbers of <errno.h> on Linux and, where it differs, macOS.
    private const int Interrupted = 4;
    private const int InvalidArgument = 22;
    private const int NotSupportedOnLinux = 95;
    private const int NotSupportedOnMacOS = 45;

    public static DiskFlush Instance { get; } = new();

    /// <summary>Flushes a file that is open for writing, the disk's own cache included.</summary>
    public virtual void FlushFile(SafeFileHandle handle, string path) => RandomAccess.FlushToDisk(handle);

    /// <summary>Flushes the entries of a folder, where the platform can.</summary>
    /// <exception cref="IOException">The folder cannot be flushed, so its newest files may be lost with the power.</exception>
    public virtual void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Retry(() => Open(path, ReadOnly));
        if (descriptor < 0)
        {
            throw Failed("opened", path);
        }

        try
        {
            if (Retry(() => Fsync(descriptor)) < 0 && !IsNotOffered(Marshal.GetLastPInvokeError()))
            {
                throw Failed("flushed to the disk", path);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Creates a folder and those above it that are missing. A new folder is on the disk once the one that it is in is flushed, and so on upwards.</summary>
    public void CreateFolder(string path)
    {
        string? parent = Path.GetDirectoryName(path);
        if (parent is not null && !Directory.Exists(parent))
        {
            CreateFolder(parent);
        }

        Directory.CreateDirectory(path);
        if (parent is not null)
        {
            FlushFolder(parent);
        }
    }

    // Some network and user-space file systems refuse to flush folders; there is nothing more to be had from them.
    private static bool IsNotOffered(int error) =>
        error == InvalidArgument || error == (OperatingSystem.IsMacOS() ? NotSupportedOnMacOS : NotSupportedOnLinux);

    private static int Retry(Func<int> call)
    {
        int result;
        do
        {
            result = call();
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return result;
    }

    private static IOException Failed(string what, string path) =>
        new($"The folder '{path}' cannot be {what}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
