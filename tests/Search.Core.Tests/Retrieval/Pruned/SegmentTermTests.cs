using Search.Core.Postings;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Tests.Retrieval;

/// <summary>The documents of a term by their codes.</summary>
public sealed unsafe class SegmentTermTests
{
    private static readonly Lazy<KernelIndex> s_index = new(() => new KernelIndex(5));

    public static TheoryData<string> Terms => [.. KernelIndex.Terms];

    [Theory]
    [MemberData(nameof(Terms))]
    public void Documents_from_a_code_on_are_taken_in_portions_of_any_size(string name)
    {
        using var arena = ScratchArena.Rent();
        var list = s_index.Value.Open(FieldNames.Body, name);
        var lengths = s_index.Value.Postings.Lengths(FieldNames.Body)!;
        var norms = new LengthNorms(lengths.Address, lengths.Width, new Bm25(1.2, 0.75, KernelIndex.MaxDoc, KernelIndex.MaxDoc * 20L));
        int[] docs = [.. Enumerable.Range(0, KernelIndex.MaxDoc).Where(doc => s_index.Value.Positions(name)[doc].Length > 0)];
        foreach (int least in (int[])[1, 2, 40, 90, 130, 180, 255])
        {
            foreach (int room in (int[])[1, 2, 63, 128])
            {
                var term = SegmentTerm.Open(list, norms, arena);
                uint* taken = arena.TakeUInts(room);
                var all = new List<int>();
                for (int next = 0; next >= 0;)
                {
                    int count = term.TakeFrom(ref next, least, taken, room);
                    Assert.InRange(count, next >= 0 ? room : 0, room);
                    for (int i = 0; i < count; i++)
                        all.Add((int)taken[i]);
                }

                // A singleton has no code at hand but the one computed for it, as every term without codes in the index.
                int[] expected = [.. docs.Where((doc, place) => term.CodeAt(place, doc) >= least)];
                Assert.Equal(expected, all);
                Assert.InRange(term.CountFrom(least), expected.Length == 0 ? 0 : 1, list.DocFreq);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Terms))]
    public void No_range_behind_the_last_document_has_a_code(string name)
    {
        using var arena = ScratchArena.Rent();
        var lengths = s_index.Value.Postings.Lengths(FieldNames.Body)!;
        var norms = new LengthNorms(lengths.Address, lengths.Width, new Bm25(1.2, 0.75, KernelIndex.MaxDoc, KernelIndex.MaxDoc * 20L));
        var term = SegmentTerm.Open(s_index.Value.Open(FieldNames.Body, name), norms, arena);
        const int Last = KernelIndex.MaxDoc >> PostingsRules.CoarseShift;
        for (int range = PostingsRules.RangeCount(KernelIndex.MaxDoc, PostingsRules.RangeShift64) - Last * RangeKernels.Count; range < RangeKernels.Count; range++)
        {
            Assert.Equal(0, term.WindowNear(Last)[range]);
            Assert.Equal(0, term.Window(Last)[range]);
        }
    }
}
