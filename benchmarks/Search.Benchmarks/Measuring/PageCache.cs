using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Search.Benchmarks.Measuring;

/// <summary>The memory in which the system keeps files that were read.</summary>
internal static partial class PageCache
{
    private const int DontNeed = 4;

    /// <summary>Asks the system to forget the files of a folder, so that reading them is reading the disk. On Linux alone.</summary>
    /// <returns>Whether it did as asked.</returns>
    public static bool TryEvict(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        bool all = true;
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = File.OpenHandle(path);
            all &= Advise(file, 0, 0, DontNeed) == 0;
        }

        return all;
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
