using ZstdSharp;

namespace Search.Core.Articles;

/// <summary>Compressed files, known by their first bytes.</summary>
internal static class Compression
{
    private static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B];

    private static ReadOnlySpan<byte> Zstd => [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>The uncompressed bytes of a compressed stream; null when it is not compressed. Disposing it disposes the stream.</summary>
    public static Stream? TryOpen(PeekStream stream)
    {
        var head = stream.Ahead.Span;
        if (head.StartsWith(Gzip))
            return new GzipContentStream(stream);
        return head.StartsWith(Zstd) ? new DecompressionStream(stream, leaveOpen: false) : null;
    }
}
