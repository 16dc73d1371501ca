using Search.Core.Facets;
using Search.Core.Retrieval;

namespace Search.Core.Tests.Facets;

/// <summary>Counts of windows against counting document by document: few and many values, several a document, full and sparse windows.</summary>
public sealed class DocumentOrdinalsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 1_024)]
    [InlineData(4, 1_025)]
    [InlineData(5, 65_534)]
    [InlineData(6, 65_535)]
    [InlineData(7, 70_000)]
    public void Windows_are_counted_as_single_documents_are(int seed, int valueCount)
    {
        var random = new Random(seed);
        int[] first = [.. Enumerable.Range(0, 9_000).Select(_ => random.Next(5) == 0 ? 0 : random.Next(1, valueCount + 1))];
        first[17] = valueCount;
        var further = Enumerable.Range(0, first.Length).Where(doc => first[doc] > 1 && random.Next(3) == 0).Select(doc => (doc, Ordinal: first[doc] - 1)).ToList();
        var ordinals = new DocumentOrdinals(valueCount, first, further);
        int[] counters = new int[ordinals.CounterCount];
        int[] expected = new int[valueCount + 1];
        Span<ulong> words = stackalloc ulong[MatchWindows.Words];
        for (int window = 0; window << MatchWindows.Shift < first.Length; window++)
        {
            int density = random.Next(3);
            for (int i = 0; i < words.Length; i++)
            {
                ulong word = density switch { 0 => ulong.MaxValue, 1 => (ulong)random.NextInt64() << 1, _ => 1UL << random.Next(64) };
                int left = first.Length - ((window << MatchWindows.Shift) + (i << 6));
                words[i] = left >= 64 ? word : left <= 0 ? 0 : word & ((1UL << left) - 1);
            }
            ordinals.Count(window, words, counters);
            for (int doc = window << MatchWindows.Shift; doc < Math.Min(first.Length, (window + 1) << MatchWindows.Shift); doc++)
            {
                if ((words[(doc >> 6) & 63] >> doc & 1) == 0)
                    continue;
                expected[first[doc]]++;
                foreach (var (_, ordinal) in further.Where(pair => pair.doc == doc))
                    expected[ordinal]++;
            }
        }
        Assert.Equal(expected, ordinals.AddUp(counters).ToArray());
    }
}
