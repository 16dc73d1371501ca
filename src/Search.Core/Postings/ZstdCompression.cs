using Lucene.Net.Codecs.Compressing;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using ZstdSharp;
using BlockCompressor = Lucene.Net.Codecs.Compressing.Compressor;
using BlockDecompressor = Lucene.Net.Codecs.Compressing.Decompressor;

namespace Search.Core.Postings;

/// <summary>
/// Blocks of stored fields compressed by Zstandard: the length of what follows (VInt) and a frame. Several articles share a block, so that
/// what is short is compressed by what its neighbours say. Thread-safe.
/// </summary>
internal sealed class ZstdCompression : CompressionMode
{
    /// <summary>A block ends with the article that fills it; longer articles are cut into such blocks.</summary>
    public const int BlockBytes = 10 * 1_024;

    /// <summary>No version had larger blocks: those of 16 KB could have just less than twice as much.</summary>
    private const int MostBytes = 2 << 14;

    [ThreadStatic]
    private static BlockPacker? t_packer;

    [ThreadStatic]
    private static ZstdSharp.Decompressor? t_decompressor;

    [ThreadStatic]
    private static byte[]? t_packed;

    public static ZstdCompression Instance { get; } = new();

    public override BlockCompressor NewCompressor() => new Packer();

    public override BlockDecompressor NewDecompressor() => new Unpacker();

    private static byte[] Packed(int bytes)
    {
        if (t_packed is null || t_packed.Length < bytes)
            t_packed = new byte[Math.Max(bytes, 2 * BlockBytes)];
        return t_packed;
    }

    private sealed class Packer : BlockCompressor
    {
        public override void Compress(byte[] bytes, int off, int len, DataOutput @out)
        {
            t_packer ??= new BlockPacker();
            byte[] packed = Packed(BlockPacker.Bound(len));
            int size = t_packer.Pack(bytes.AsSpan(off, len), packed);
            @out.WriteVInt32(size);
            @out.WriteBytes(packed, 0, size);
        }
    }

    private sealed class Unpacker : BlockDecompressor
    {
        public override void Decompress(DataInput @in, int originalLength, int offset, int length, BytesRef bytes)
        {
            int size = @in.ReadVInt32();
            // Checked before anything is allocated: what does not shrink grows by no more than this.
            if (originalLength is < 0 or > MostBytes || size < 0 || size > BlockPacker.Bound(originalLength) || offset < 0 || length < 0 || offset > originalLength - length)
                throw Damaged(null);
            byte[] packed = Packed(size);
            @in.ReadBytes(packed, 0, size);
            if (bytes.Bytes.Length < originalLength)
                bytes.Bytes = new byte[originalLength];
            t_decompressor ??= new ZstdSharp.Decompressor();
            try
            {
                if (t_decompressor.Unwrap(packed.AsSpan(0, size), bytes.Bytes.AsSpan(0, originalLength)) != originalLength)
                    throw Damaged(null);
            }
            catch (ZstdException exception)
            {
                throw Damaged(exception);
            }

            bytes.Offset = offset;
            bytes.Length = length;
        }

        public override object Clone() => this;

        private static CorruptIndexException Damaged(Exception? cause) =>
            new("A block of stored articles is damaged. Restore the index from a copy, or build it anew.", cause);
    }
}
