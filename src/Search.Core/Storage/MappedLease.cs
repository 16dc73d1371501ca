using Lucene.Net.Store;

namespace Search.Core.Storage;

/// <summary>
/// The right to follow an address into a mapped file: the mapping stays until the lease is disposed, even when the file was closed or deleted meanwhile.
/// </summary>
/// <remarks>Take one for a reader's life, not for a call. The address must not be used after disposal; the holder checks its own bounds.</remarks>
internal sealed unsafe class MappedLease : IDisposable
{
    private readonly FirstReads _firstReads;
    private readonly long _offset;
    private MappedFile? _file;

    internal MappedLease(MappedFile file, FirstReads firstReads, long offset, byte* address, long length)
    {
        _file = file;
        _firstReads = firstReads;
        _offset = offset;
        Address = address;
        Length = length;
    }

    /// <summary>Where the leased bytes start.</summary>
    public byte* Address { get; }

    /// <summary>How many bytes may be read from <see cref="Address"/> on.</summary>
    public long Length { get; }

    /// <summary>
    /// Leases the bytes of an input, a clone or a slice; null when they are not mapped (buffered access, memory, a directory of someone else's):
    /// the caller then reads through the input.
    /// </summary>
    public static MappedLease? TryTake(IndexInput input) => (input as FileInput)?.TryLease();

    /// <summary>Tells that bytes of the lease are about to be read, so that a disk brings them in one go.</summary>
    /// <param name="start">Where they start, from <see cref="Address"/> on.</param>
    /// <param name="count">How many there are. Both must lie within the lease.</param>
    public void Expect(long start, long count) => _firstReads.Expect(_offset + start, count);

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _file, null)?.EndLease();
}
