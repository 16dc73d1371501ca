using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using Lucene.Net.Store;
using Microsoft.Win32.SafeHandles;

namespace Search.Core.Storage;

/// <summary>Writes a new file from front to back through one large buffer, with one system call a buffer, and sums it up as it goes.</summary>
/// <remarks>One thread writes; <see cref="TryFlushToDisk"/> may come from another one at any time.</remarks>
internal sealed class FileOutput : IndexOutput
{
    public const int BufferSize = 64 * 1024;

    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly Action<FileOutput> _onClosed;
    private readonly Crc32 _crc = new();

    // Held while the buffer goes to the file: what TryFlushToDisk sees under it is consistent.
    private readonly System.Threading.Lock _gate = new();

    private byte[] _buffer;
    private int _count;

    // How many bytes of the buffer are in the checksum.
    private int _summed;

    // Bytes before the buffer.
    private long _written;
    private bool _closed;

    public FileOutput(string name, string path, Action<FileOutput> onClosed)
    {
        Name = name;
        _path = path;
        _onClosed = onClosed;
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
        _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    }

    public string Name { get; }

    /// <inheritdoc/>
    public override long Position => _written + _count;

    /// <summary>The length so far. What callers set as a hint is ignored.</summary>
    public override long Length
    {
        get => Position;
        set { }
    }

    /// <summary>CRC-32 of all bytes written so far, those in the buffer included.</summary>
    public override long Checksum
    {
        get
        {
            Sum();
            return _crc.GetCurrentHashAsUInt32();
        }
    }

    /// <inheritdoc/>
    public override void WriteByte(byte b)
    {
        if (_count == _buffer.Length)
        {
            FlushBuffer();
        }

        _buffer[_count++] = b;
    }

    /// <inheritdoc/>
    public override void WriteInt16(short i) => BinaryPrimitives.WriteInt16BigEndian(Reserve(sizeof(short)), i);

    /// <inheritdoc/>
    public override void WriteInt32(int i) => BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), i);

    /// <inheritdoc/>
    public override void WriteInt64(long i) => BinaryPrimitives.WriteInt64BigEndian(Reserve(sizeof(long)), i);

    /// <inheritdoc/>
    public override void WriteBytes(byte[] b, int offset, int length)
    {
        ReadOnlySpan<byte> bytes = b.AsSpan(offset, length);
        if (bytes.Length > _buffer.Length - _count)
        {
            FlushBuffer();
            if (bytes.Length >= _buffer.Length)
            {
                WriteThrough(bytes);
                return;
            }
        }

        bytes.CopyTo(_buffer.AsSpan(_count));
        _count += bytes.Length;
    }

    /// <summary>Copies from an input straight into the buffer.</summary>
    public override void CopyBytes(DataInput input, long numBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numBytes);
        while (numBytes > 0)
        {
            if (_count == _buffer.Length)
            {
                FlushBuffer();
            }

            int count = (int)Math.Min(numBytes, _buffer.Length - _count);
            input.ReadBytes(_buffer, _count, count, useBuffer: false);
            _count += count;
            numBytes -= count;
        }
    }

    /// <inheritdoc/>
    public override void Flush() => FlushBuffer();

    /// <summary>Not supported: files are written once, from front to back, which is what makes their checksum right.</summary>
    [Obsolete("Files are written from front to back.")]
    public override void Seek(long pos) => throw new NotSupportedException("Files of an index are written from front to back.");

    /// <summary>
    /// Moves everything written so far to stable storage, without disturbing the writer; false when the output is closed,
    /// and the file has to be flushed by its name.
    /// </summary>
    public bool TryFlushToDisk(DiskFlush flush)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            // The buffer stays the writer's: its bytes are written here and once more when it is full.
            RandomAccess.Write(_handle, _buffer.AsSpan(0, _count), _written);
            flush.FlushFile(_handle, _path);
            return true;
        }
    }

    /// <summary>Closes the file without what is still in the buffer; for outputs that their writer forgot.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            // The buffer is not given back: whoever forgot the output may be writing into it at this moment.
            Close();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
        {
            return;
        }

        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            byte[] buffer = _buffer;
            try
            {
                FlushBuffer();
            }
            finally
            {
                Close();
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    // The next bytes of the buffer, so many.
    private Span<byte> Reserve(int count)
    {
        if (count > _buffer.Length - _count)
        {
            FlushBuffer();
        }

        Span<byte> reserved = _buffer.AsSpan(_count, count);
        _count += count;
        return reserved;
    }

    private void FlushBuffer()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        Sum();
        lock (_gate)
        {
            RandomAccess.Write(_handle, _buffer.AsSpan(0, _count), _written);
            _written += _count;
            _count = 0;
            _summed = 0;
        }
    }

    // The buffer is empty.
    private void WriteThrough(ReadOnlySpan<byte> bytes)
    {
        _crc.Append(bytes);
        lock (_gate)
        {
            RandomAccess.Write(_handle, bytes, _written);
            _written += bytes.Length;
        }
    }

    private void Sum()
    {
        _crc.Append(_buffer.AsSpan(_summed, _count - _summed));
        _summed = _count;
    }

    // Under the gate.
    private void Close()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;

        // An empty buffer sends every later write to FlushBuffer, which refuses it.
        _buffer = [];
        _count = 0;
        _summed = 0;
        _handle.Dispose();
        _onClosed(this);
    }
}
