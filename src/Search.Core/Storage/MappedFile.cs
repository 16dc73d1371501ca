using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Search.Core.Storage;

/// <summary>A file mapped into memory as a whole, released when its owner and the last lease have ended.</summary>
/// <remarks>
/// <para>The file's handle is closed as soon as the mapping stands, so an index of many segments costs no handles.</para>
/// <para>Two ways to read. <see cref="Read"/> copies under a <see cref="ReadGuard"/> and fails once the owner has closed the file.
/// A <see cref="MappedLease"/> hands out the address and holds the mapping until it is disposed, whatever the owner does.</para>
/// <para>A file that another program truncates under a mapping ends the process with a signal that cannot be caught. Lengths are
/// checked when it is opened; nobody but the index may write to its folder afterwards.</para>
/// </remarks>
internal sealed unsafe class MappedFile : OpenFile
{
    // Where an empty file, which cannot be mapped, pretends to be. Nothing is ever read there.
    private const nint NowhereAddress = 1;

    private static long s_lastNumber;

    private readonly long _number = Interlocked.Increment(ref s_lastNumber);
    private readonly MemoryMappedViewAccessor? _view;
    private readonly nint _address;
    private readonly FirstReads _firstReads;

    // The owner and the leases.
    private int _holders = 1;

    private MappedFile(string path, long length, MemoryMappedViewAccessor? view)
        : base(path, length)
    {
        _view = view;

        // Not AcquirePointer: its reference would keep the finalizer from releasing a mapping that was forgotten.
        _address = view is null ? NowhereAddress : view.SafeMemoryMappedViewHandle.DangerousGetHandle() + (nint)view.PointerOffset;
        _firstReads = new FirstReads(_address, length);
    }

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The file cannot be mapped, or its length changes meanwhile.</exception>
    public static MappedFile Open(string path, Action<OpenFile>? onClosed = null)
    {
        using SafeFileHandle handle = PositionalFile.OpenHandle(path);
        long length = RandomAccess.GetLength(handle);
        MemoryMappedViewAccessor? view = null;
        try
        {
            if (length > 0)
            {
                using var mapping = MemoryMappedFile.CreateFromFile(handle, mapName: null, length, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
                view = mapping.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            }

            if (RandomAccess.GetLength(handle) != length)
            {
                throw ChangedLength(path);
            }

            return new MappedFile(path, length, view) { OnClosed = onClosed };
        }
        catch (ArgumentException exception)
        {
            // What the mapping of more bytes than there are throws.
            throw ChangedLength(path, exception);
        }
        catch
        {
            view?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Read(long offset, Span<byte> destination)
    {
        ReadGuard guard = ReadGuard.Current;
        guard.Enter(_number);
        if (IsClosed)
        {
            guard.Exit();
            ThrowIfClosed();
        }

        _firstReads.Expect(offset, destination.Length);
        new ReadOnlySpan<byte>((byte*)_address + offset, destination.Length).CopyTo(destination);
        guard.Exit();

        // Without it the collector might finalize the view of a forgotten file during the copy.
        GC.KeepAlive(this);
    }

    /// <summary>Holds the mapping for a reader that follows the address itself; null once the file is closed.</summary>
    /// <param name="offset">Start of the part that the lease is for, from the start of the file.</param>
    /// <param name="length">Length of the part in bytes.</param>
    public MappedLease? TryLease(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
        int holders = Volatile.Read(ref _holders);
        while (!IsClosed && holders > 0)
        {
            int seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
            {
                return new MappedLease(this, _firstReads, offset, (byte*)_address + offset, length);
            }

            holders = seen;
        }

        return null;
    }

    /// <summary>Ends one holder's claim; the last one releases the mapping.</summary>
    public void EndLease() => Release();

    protected override void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            ReadGuard.WaitForReaders(_number);
            _view?.Dispose();
        }
    }

    private static IOException ChangedLength(string path, Exception? innerException = null) =>
        new($"The length of '{path}' changes while it is being opened. Files of an index must be written by the index alone.", innerException);
}
