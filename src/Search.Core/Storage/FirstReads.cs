using System.Runtime.InteropServices;

namespace Search.Core.Storage;

/// <summary>Asks the system for the parts of a mapped file that are read for the first time. Thread-safe.</summary>
/// <remarks>
/// A page of a mapped file that is not in memory makes the system read around it, as much as the disk's settings say: 128 KB by default, megabytes
/// where somebody wished for fast copies. A fresh process that looks at a few dozen places then waits for hundreds of megabytes. A part that was asked
/// for is read alone. Later, when the system has dropped pages again, it reads around as ever; so it does where there is no such call.
/// </remarks>
internal sealed unsafe partial class FirstReads(nint address, long length)
{
    /// <summary>Bytes of a part: as much as Linux reads around a page by default.</summary>
    public const int PartBytes = 1 << PartShift;

    private const int PartShift = 17;
    private const int WordShift = 6;
    private const int WillNeed = 3;

    private static readonly bool s_isOffered = OperatingSystem.IsLinux();

    // A bit a part. Bits that two threads set at once may get lost: the part is then asked for again.
    private readonly ulong[] _asked = s_isOffered ? new ulong[(length >> (PartShift + WordShift)) + 1] : [];

    /// <summary>Tells that bytes are about to be read. They must lie in the file.</summary>
    public void Expect(long offset, long count)
    {
        if (!s_isOffered || count <= 0)
            return;
        long last = (offset + count - 1) >> PartShift;
        for (long part = offset >> PartShift; part <= last; part++)
        {
            if ((_asked[part >> WordShift] >> (int)part & 1) == 0)
            {
                Ask(part, last);
                return;
            }
        }
    }

    private void Ask(long first, long last)
    {
        long start = first << PartShift, end = Math.Min(length, (last + 1) << PartShift);
        // It is a hint: what it fails with, reading will tell better.
        _ = Advise(address + (nint)start, (nint)(end - start), WillNeed);
        for (long part = first; part <= last; part++)
            _asked[part >> WordShift] |= 1UL << (int)part;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nint length, int advice);
}
