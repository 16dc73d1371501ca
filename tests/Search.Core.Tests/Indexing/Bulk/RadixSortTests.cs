using Search.Core.Indexing.Bulk;

namespace Search.Core.Tests.Indexing.Bulk;

public sealed class RadixSortTests
{
    [Theory]
    [InlineData(0, ulong.MaxValue)]
    [InlineData(1, ulong.MaxValue)]
    [InlineData(2, ulong.MaxValue)]
    [InlineData(1_000, ulong.MaxValue)]
    [InlineData(1_000, 0xFFul)]
    [InlineData(1_000, 0xFF00FF00ul)]
    [InlineData(10_000, 0x7FFF_0000_0000_0000ul)]
    [InlineData(500, 0ul)]
    public void Keys_ascend_and_equal_ones_stay_in_their_order(int count, ulong mask)
    {
        var random = new Random(count);
        ulong[] keys = [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue) & mask)];
        int[] items = [.. Enumerable.Range(0, count)];
        var expected = keys.Zip(items).OrderBy(pair => pair.First).ToArray();
        RadixSort.Ascending(ref keys, ref items);
        Assert.Equal(expected, keys.Zip(items));
    }
}
