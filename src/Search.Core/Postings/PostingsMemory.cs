using System.IO.Hashing;
using System.Runtime.InteropServices;
using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Search.Core.Storage;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Postings;

/// <summary>
/// One file as memory: its mapping, or a native copy where it is not mapped (buffered access, directories in memory). Header and footer were
/// checked. Thread-safe.
/// </summary>
/// <remarks>Addresses must not be followed after disposal: look at <see cref="IsClosed"/> before each step that reads.</remarks>
internal sealed unsafe class PostingsMemory : IDisposable
{
    private const int CopySize = 64 * 1024;
    private const int ChecksumSize = 1 << 24;

    // What of a list is asked for at once: a search that skips needs no more of it, and one that reads on is read ahead of by the system.
    private const int ExpectedBytes = 4 * FirstReads.PartBytes;

    private MappedLease? _lease;
    private byte* _copy;
    private volatile bool _closed;

    private PostingsMemory(string fileName, int headerLength)
    {
        FileName = fileName;
        ContentStart = headerLength;
    }

    /// <summary>For a reader that was forgotten. Its mapping has a finalizer of its own.</summary>
    ~PostingsMemory() => FreeCopy();

    public string FileName { get; }

    /// <summary>The version of its format.</summary>
    public int Version { get; private set; }

    public byte* Address { get; private set; }

    /// <summary>Bytes of the whole file.</summary>
    public long Length { get; private set; }

    /// <summary>Where the content starts, behind the header.</summary>
    public long ContentStart { get; }

    /// <summary>Where the footer starts, behind the content. At least 16 bytes follow.</summary>
    public long ContentEnd => Length - CodecUtil.FooterLength();

    public bool IsClosed => _closed;

    /// <summary>Bytes of heap and native memory, none for mapped files.</summary>
    public long CopiedBytes => _lease is null ? Length : 0;

    /// <exception cref="CorruptIndexException">The file is shortened, or is not what it should be.</exception>
    public static PostingsMemory Open(LuceneDirectory directory, SegmentInfo segment, string extension, string header, IOContext context)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("The postings are read through pointers, which needs a little-endian machine.");
        string name = PostingsFiles.NameOf(segment, extension);
        var memory = new PostingsMemory(name, CodecUtil.HeaderLength(header));
        try
        {
            using var input = directory.OpenInput(name, context);
            if (input.Length < memory.ContentStart + CodecUtil.FooterLength())
                throw memory.Damaged($"it has {input.Length} bytes, fewer than a header and a footer");
            memory.Version = CodecUtil.CheckHeader(input, header, PostingsFiles.FirstVersion, PostingsFiles.Version);
            CodecUtil.RetrieveChecksum(input);
            memory.Take(input);
            return memory;
        }
        catch (Exception exception)
        {
            memory.Dispose();
            // Lucene reports a wrong header or footer as a bare IOException, and a shortened one by its end.
            if (exception is FileNotFoundException or IndexFormatTooNewException or IndexFormatTooOldException
                || (exception is CorruptIndexException && exception.Message.Contains(name, StringComparison.Ordinal)))
                throw;
            if (exception is IOException or EndOfStreamException)
                throw memory.Damaged(exception.Message, exception);
            throw;
        }
    }

    /// <summary>Says that the file is damaged.</summary>
    public CorruptIndexException Damaged(string what, Exception? cause = null) =>
        new($"The file '{FileName}' is damaged: {what}. Restore the index from a copy, or build it anew.", cause);

    public void ThrowIfClosed()
    {
        if (_closed)
            throw new ObjectDisposedException(FileName, "The reader of the segment was closed.");
    }

    /// <summary>Tells that bytes from a place on are about to be read, at most so many, so that a disk brings the first of them in one go.</summary>
    public void Expect(long start, long bytes) => _lease?.Expect(start, Math.Min(Math.Min(bytes, ExpectedBytes), Length - start));

    /// <summary>Compares all bytes with the checksum in the footer.</summary>
    public void CheckIntegrity()
    {
        ThrowIfClosed();
        var crc = new Crc32();
        long end = Length - sizeof(ulong);
        for (long at = 0; at < end; at += ChecksumSize)
        {
            ThrowIfClosed();
            crc.Append(new ReadOnlySpan<byte>(Address + at, (int)Math.Min(ChecksumSize, end - at)));
        }

        ulong expected = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(new ReadOnlySpan<byte>(Address + end, sizeof(ulong)));
        if (crc.GetCurrentHashAsUInt32() != expected)
            throw Damaged("its checksum differs from the one in its footer");
        GC.KeepAlive(this);
    }

    /// <summary>Checks a table of entries that ends where the trailer starts, and gives its address.</summary>
    public byte* Table(long start, long count, int entrySize, int trailerSize)
    {
        if (start < ContentStart || start > ContentEnd - trailerSize || (ContentEnd - trailerSize - start) != count * entrySize)
            throw Damaged("its table does not lie where its end says");
        return Address + start;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed = true;
        Interlocked.Exchange(ref _lease, null)?.Dispose();
        FreeCopy();
        GC.SuppressFinalize(this);
    }

    private void Take(IndexInput input)
    {
        Length = input.Length;
        _lease = MappedLease.TryTake(input);
        if (_lease is not null)
        {
            Address = _lease.Address;
            return;
        }

        Address = _copy = (byte*)NativeMemory.Alloc((nuint)Length);
        input.Seek(0);
        byte[] chunk = System.Buffers.ArrayPool<byte>.Shared.Rent(CopySize);
        for (long at = 0; at < Length;)
        {
            int count = (int)Math.Min(chunk.Length, Length - at);
            input.ReadBytes(chunk, 0, count, useBuffer: false);
            chunk.AsSpan(0, count).CopyTo(new Span<byte>(Address + at, count));
            at += count;
        }

        System.Buffers.ArrayPool<byte>.Shared.Return(chunk);
    }

    private void FreeCopy()
    {
        if (_copy != null)
            NativeMemory.Free(_copy);
        _copy = null;
    }
}
