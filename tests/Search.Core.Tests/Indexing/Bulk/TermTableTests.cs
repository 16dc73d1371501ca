using System.Text;
using Search.Core.Indexing.Bulk;

namespace Search.Core.Tests.Indexing.Bulk;

/// <summary>The table of terms against a dictionary, its naive twin.</summary>
public sealed class TermTableTests
{
    [Theory]
    [InlineData(1, 200)]
    [InlineData(2, 5_000)]
    [InlineData(3, 60_000)]
    public void Each_term_has_one_number_wherever_it_lies(int seed, int distinct)
    {
        var random = new Random(seed);
        string[] terms = [.. Enumerable.Range(0, distinct).Select(_ => Term(random))];
        using var table = new TermTable();
        var expected = new Dictionary<string, int>(StringComparer.Ordinal);
        // Terms are looked for at every place of a page of memory, as they stand in a text.
        char[] text = new char[3 * 4_096];
        for (int i = 0; i < 4 * distinct; i++)
        {
            string term = terms[random.Next(distinct)];
            int at = random.Next(text.Length - term.Length + 1);
            random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan(Math.Max(0, at - 20), Math.Min(text.Length - Math.Max(0, at - 20), 80))));
            term.CopyTo(text.AsSpan(at));
            if (!expected.TryGetValue(term, out int number))
                expected.Add(term, number = expected.Count);
            Assert.Equal(number, table.Add(text.AsSpan(at, term.Length)));
            if (i % 16 == 0)
                Assert.Equal(number, table.Add(Encoding.UTF8.GetBytes(term)));
        }

        Assert.Equal(expected.Count, table.Count);
        foreach (var (term, number) in expected)
            Assert.Equal(Encoding.UTF8.GetBytes(term), table[number].ToArray());
        int[] sorted = [.. expected.OrderBy(pair => Encoding.UTF8.GetBytes(pair.Key), Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y))).Select(pair => pair.Value)];
        Assert.Equal(sorted, table.Sorted());
    }

    private static string Term(Random random)
    {
        int length = random.Next(4) == 0 ? random.Next(40) : random.Next(12);
        string letters = random.Next(5) == 0 ? "aé日\0z" : "abcdefghijklmnopqrstuvwxyz0123456789";
        return string.Create(length, (random, letters), static (target, state) =>
        {
            foreach (ref char letter in target)
                letter = state.letters[state.random.Next(state.letters.Length)];
        });
    }
}
