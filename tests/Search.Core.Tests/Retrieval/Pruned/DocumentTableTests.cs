using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

public sealed class DocumentTableTests
{
    [Fact]
    public void A_table_has_what_was_added_and_nothing_else()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            using var arena = ScratchArena.Rent();
            var table = new DocumentTable(arena);
            var expected = new HashSet<uint>();
            // Few different ones are added several times; neighbours, multiples of a power of two, and the largest number that a document can have.
            int range = random.Next(1, 5_000), step = 1 << random.Next(12);
            for (int i = random.Next(3_000); i > 0; i--)
            {
                uint doc = random.Next(50) == 0 ? int.MaxValue - 1 : (uint)(random.Next(range) * step);
                table.Add(doc);
                expected.Add(doc);
            }
            for (uint place = 0; place < range; place++)
                Assert.Equal(expected.Contains(place * (uint)step), table.Has(place * (uint)step));
            Assert.Equal(expected.Contains(int.MaxValue - 1), table.Has(int.MaxValue - 1));
        }
    }
}
