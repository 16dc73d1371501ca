using Search.Core.Postings;

namespace Search.Core.Tests.Postings;

public sealed class BlockPackerTests
{
    public static TheoryData<bool> Libraries => BlockPacker.IsNativeHere ? new() { true, false } : new() { false };

    [Theory]
    [MemberData(nameof(Libraries))]
    public void What_either_library_packs_comes_out_again(bool native)
    {
        var random = new Random(7);
        using var packer = new BlockPacker(native);
        using var unpacker = new ZstdSharp.Decompressor();
        foreach (int length in new[] { 0, 1, 100, 16_384, 70_000 })
        {
            foreach (int values in new[] { 1, 20, 256 })
            {
                byte[] block = [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(values))];
                byte[] packed = new byte[BlockPacker.Bound(length)];
                int size = packer.Pack(block, packed);
                byte[] unpacked = new byte[length];
                Assert.Equal(length, unpacker.Unwrap(packed.AsSpan(0, size), unpacked));
                Assert.Equal(block, unpacked);
            }
        }
    }
}
