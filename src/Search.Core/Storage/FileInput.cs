using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Lucene.Net.Store;

namespace Search.Core.Storage;

/// <summary>
/// Reads a file or a slice of one through a window: a small copy of the bytes around the position, so that the many one-byte reads
/// of Lucene's formats cost an array access. Numbers are big-endian.
/// </summary>
/// <remarks>
/// Not thread-safe, as Lucene's contract has it; clones are independent of each other. Lucene closes what it opened and never a clone:
/// closing an original closes the file, and every clone throws <see cref="ObjectDisposedException"/> from then on.
/// </remarks>
[SkipLocalsInit]
internal sealed class FileInput : IndexInput
{
    /// <summary>Window of a mapped file: filling it costs a copy of 128 bytes and no system call.</summary>
    public const int MappedWindow = 128;

    /// <summary>Largest window of a buffered file; a fill is a system call, over a network perhaps.</summary>
    public const int BufferedWindow = 8 * 1024;

    /// <summary>Largest window of a buffered file that a merge reads from front to back.</summary>
    public const int BufferedMergeWindow = 64 * 1024;

    /// <summary>What a window starts with: most clones read a few bytes and are forgotten.</summary>
    public const int FirstWindow = 1024;

    // By how much a window grows each time that it was read to its end.
    private const int WindowGrowth = 4;

    private readonly long _start;
    private readonly long _length;
    private readonly int _largestWindow;

    private OpenFile _file;
    private bool _ownsFile;

    // _window[.._end] are the bytes from _windowStart on; _next is the position's place in it.
    private byte[] _window = [];
    private long _windowStart;
    private int _next;
    private int _end;

    // Whether the position was just sought for: then a number of a mapped file is read alone, without filling the window,
    // because column formats jump from number to number.
    private bool _sought;

    public FileInput(string description, OpenFile file, long start, long length, int largestWindow, bool ownsFile)
        : base(description)
    {
        _file = file;
        _start = start;
        _length = length;
        _largestWindow = largestWindow;
        _ownsFile = ownsFile;
    }

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position => _windowStart + _next;

    /// <inheritdoc/>
    public override void Seek(long pos)
    {
        _file.ThrowIfClosed();
        // Places come from the files themselves, where damage makes them negative as well as too large.
        if (pos < 0)
            throw PastEnd(pos, 0);
        long place = pos - _windowStart;
        if (place >= 0 && place <= _end)
        {
            _next = (int)place;
            return;
        }

        if (pos > _length)
        {
            throw PastEnd(pos, 0);
        }

        EmptyWindowAt(pos);
        _sought = true;
    }

    /// <inheritdoc/>
    public override void SkipBytes(long numBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numBytes);
        if (numBytes > _length - Position)
        {
            throw PastEnd(Position, numBytes);
        }

        Seek(Position + numBytes);
    }

    /// <inheritdoc/>
    public override byte ReadByte()
    {
        int next = _next;
        if (next < _end && !_file.IsClosed)
        {
            _next = next + 1;
            return _window[next];
        }

        return TakeBeyondWindow(stackalloc byte[1])[0];
    }

    /// <inheritdoc/>
    public override short ReadInt16() => BinaryPrimitives.ReadInt16BigEndian(Take(stackalloc byte[sizeof(short)]));

    /// <inheritdoc/>
    public override int ReadInt32() => BinaryPrimitives.ReadInt32BigEndian(Take(stackalloc byte[sizeof(int)]));

    /// <inheritdoc/>
    public override long ReadInt64() => BinaryPrimitives.ReadInt64BigEndian(Take(stackalloc byte[sizeof(long)]));

    /// <inheritdoc/>
    public override int ReadVInt32()
    {
        if (!HasInWindow(VariableLength.MaxInt32Bytes))
        {
            return base.ReadVInt32();
        }

        int value = VariableLength.ReadInt32(_window.AsSpan(_next, VariableLength.MaxInt32Bytes), out int used);
        _next += used;
        return value;
    }

    /// <inheritdoc/>
    public override long ReadVInt64()
    {
        if (!HasInWindow(VariableLength.MaxInt64Bytes))
        {
            return base.ReadVInt64();
        }

        long value = VariableLength.ReadInt64(_window.AsSpan(_next, VariableLength.MaxInt64Bytes), out int used);
        _next += used;
        return value;
    }

    /// <inheritdoc/>
    public override void ReadBytes(byte[] b, int offset, int len) => ReadBytes(b, offset, len, useBuffer: true);

    /// <inheritdoc/>
    public override void ReadBytes(byte[] b, int offset, int len, bool useBuffer)
    {
        _file.ThrowIfClosed();
        Span<byte> destination = b.AsSpan(offset, len);
        int available = Math.Min(_end - _next, len);
        _window.AsSpan(_next, available).CopyTo(destination);
        if (available == len)
        {
            _next += available;
            return;
        }

        if (len > _length - Position)
        {
            throw PastEnd(Position, len);
        }

        _next += available;
        destination = destination[available..];
        if (useBuffer && destination.Length < NextWindow())
        {
            FillWindow();
            _window.AsSpan(0, destination.Length).CopyTo(destination);
            _next = destination.Length;
        }
        else
        {
            _file.Read(_start + Position, destination);
            EmptyWindowAt(Position + destination.Length);
        }
    }

    /// <inheritdoc/>
    public override object Clone()
    {
        _file.ThrowIfClosed();
        var clone = (FileInput)base.Clone();
        clone._ownsFile = false;
        clone._window = [];
        clone.EmptyWindowAt(Position);
        return clone;
    }

    /// <summary>Leases the input's bytes when they are mapped and the input is open.</summary>
    public MappedLease? TryLease() => (_file as MappedFile)?.TryLease(_start, _length);

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
        {
            return;
        }

        OpenFile file = _file;
        _file = OpenFile.Closed;
        if (_ownsFile)
        {
            file.Close();
        }
    }

    // As many bytes as scratch has, from the window or in scratch, and the position moves behind them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Take(Span<byte> scratch)
    {
        int next = _next;
        if (scratch.Length <= _end - next && !_file.IsClosed)
        {
            _next = next + scratch.Length;
            return _window.AsSpan(next, scratch.Length);
        }

        return TakeBeyondWindow(scratch);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadOnlySpan<byte> TakeBeyondWindow(Span<byte> scratch)
    {
        _file.ThrowIfClosed();
        long position = Position;
        if (scratch.Length > _length - position)
        {
            throw PastEnd(position, scratch.Length);
        }

        if (_sought && _file is MappedFile)
        {
            _file.Read(_start + position, scratch);
            EmptyWindowAt(position + scratch.Length);
            return scratch;
        }

        FillWindow();
        _next = scratch.Length;
        _window.AsSpan(0, scratch.Length).CopyTo(scratch);
        return scratch;
    }

    // Whether so many bytes are in the window, filled anew if need be; false only close to the end of the input.
    private bool HasInWindow(int count)
    {
        if (count <= _end - _next)
        {
            _file.ThrowIfClosed();
            return true;
        }

        if (count > _length - Position)
        {
            return false;
        }

        FillWindow();
        return true;
    }

    // The window starts at the position afterwards. At least one byte is left to read.
    private void FillWindow()
    {
        long position = Position;
        int size = NextWindow();
        if (size > _window.Length)
        {
            _window = GC.AllocateUninitializedArray<byte>(size);
        }

        int count = (int)Math.Min(size, _length - position);

        // Empty while it is being filled: a read that fails must leave nothing half-valid.
        EmptyWindowAt(position);
        _file.Read(_start + position, _window.AsSpan(0, count));
        _end = count;
    }

    // How large the window will be when it is filled the next time.
    private int NextWindow()
    {
        int size = _window.Length == 0 ? FirstWindow
            : _sought ? _window.Length
            : _window.Length * WindowGrowth;
        return (int)Math.Min(Math.Min(size, _largestWindow), _length);
    }

    private void EmptyWindowAt(long position)
    {
        _windowStart = position;
        _next = 0;
        _end = 0;
        _sought = false;
    }

    private EndOfStreamException PastEnd(long position, long count) =>
        new($"Read past the end: {count} bytes at {position} of {_length} ({this}).");
}
