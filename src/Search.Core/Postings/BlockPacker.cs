namespace Search.Core.Postings;

/// <summary>
/// Compresses blocks by Zstandard's own library where the platform has it, and by its port to .NET where not: the frames are alike, the library
/// is faster and has not to be compiled first. One for each thread.
/// </summary>
internal sealed class BlockPacker : IDisposable
{
    // Higher levels save little in blocks of this size (docs/decisions/0009-building.md).
    private const int Level = 1;

    private static readonly bool s_hasNative = HasNative();

    private readonly ZstdNet.Compressor? _native;
    private readonly ZstdSharp.Compressor? _managed;

    public BlockPacker()
        : this(s_hasNative)
    {
    }

    /// <param name="native">Whether the native library is used, which must be there then.</param>
    public BlockPacker(bool native)
    {
        if (native)
            _native = new ZstdNet.Compressor(new ZstdNet.CompressionOptions(Level));
        else
            _managed = new ZstdSharp.Compressor(Level);
    }

    /// <summary>Whether this platform has the native library.</summary>
    public static bool IsNativeHere => s_hasNative;

    /// <summary>The greatest size of a compressed block of so many bytes.</summary>
    public static int Bound(int length) => ZstdSharp.Compressor.GetCompressBound(length);

    /// <summary>Compresses a block; gives its size.</summary>
    public int Pack(ReadOnlySpan<byte> block, Span<byte> packed) => _native is null ? _managed!.Wrap(block, packed) : _native.Wrap(block, packed);

    public void Dispose()
    {
        _native?.Dispose();
        _managed?.Dispose();
    }

    private static bool HasNative()
    {
        try
        {
            using var compressor = new ZstdNet.Compressor(new ZstdNet.CompressionOptions(Level));
            return compressor.Wrap([1, 2, 3], new byte[64]) > 0;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException or ZstdNet.ZstdException)
        {
            return false;
        }
    }
}
