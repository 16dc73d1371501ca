using Lucene.Net.Store;

namespace Search.Core.Storage;

/// <summary>
/// The right to follow an address into a mapped file: the mapping stays until the lease is disposed, even when the file was closed or deleted meanwhile.
/// </summary>
/// <remarks>Take one for a reader's life, not for a call. The address must not be used after disposal; the holder checks its own bounds.</remarks>
internal sealed unsafe class MappedLease : IDisposable
{
    private MappedFile? _file;

    internal MappedLease(MappedFile file, byte* address, long length)
    {
        _file = file;
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

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _file, null)?.EndLease();
}
