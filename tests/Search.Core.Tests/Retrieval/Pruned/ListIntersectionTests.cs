using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>What lists have in common, by window and set of ranges, against the plain documents.</summary>
public sealed unsafe class ListIntersectionTests
{
    private const int Rounds = 300;

    private static readonly Lazy<KernelIndex> s_index = new(() => new KernelIndex(5));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Common_documents_of_any_lists_are_found(int seed)
    {
        var random = new Random(seed);
        int found = 0;
        for (int round = 0; round < Rounds; round++)
        {
            string[] terms = KernelIndex.Terms.ToArray();
            random.Shuffle(terms);
            found += Check(terms[..random.Next(1, 4)], random);
            // Of one list with itself so much is in common that it is read, not searched.
            found += Check([terms[0], terms[0], terms[random.Next(2)]], random);
        }
        Assert.True(found > 1_000, $"Only {found} documents were in common.");
    }

    private static int Check(string[] terms, Random random)
    {
        using var arena = ScratchArena.Rent();
        var lists = terms.Select(term => s_index.Value.Open(FieldNames.Body, term)).OrderBy(list => list.DocFreq);
        var intersection = new ListIntersection([.. lists.Select(list => ListReader.Open(list, arena))], arena, new SearchCosts { LookUps = random.Next(3) switch { 0 => 0, 1 => 1, _ => 1_000 } });
        var common = terms.Select(term => Documents(s_index.Value.Positions(term)))
            .Aggregate((one, other) => one.Intersect(other)).ToArray();
        int found = 0;
        for (int call = 0; call < 6; call++)
        {
            int window = random.Next(PostingsRules.RangeCount(KernelIndex.MaxDoc, PostingsRules.CoarseShift));
            ulong ranges = random.Next(3) switch { 0 => ulong.MaxValue, 1 => 1UL << random.Next(64), _ => (ulong)random.NextInt64() };
            var expected = common.Where(doc => doc >> PostingsRules.CoarseShift == window && (ranges >> (doc >> 6) & 1) != 0);
            int count = intersection.Find(window, ranges, out uint* docs);
            Assert.Equal(expected.Select(doc => (uint)doc), new Span<uint>(docs, count).ToArray());
            found += count;
        }
        var whole = new List<uint>();
        for (uint first = 0; first < KernelIndex.MaxDoc; first += intersection.Stretch)
        {
            int count = intersection.FindStretch(first, out uint* docs);
            whole.AddRange(new Span<uint>(docs, count));
        }
        Assert.Equal(common.Select(doc => (uint)doc), whole);
        return found;
    }

    private static IEnumerable<int> Documents(int[][] positions) => Enumerable.Range(0, positions.Length).Where(doc => positions[doc].Length > 0);
}
