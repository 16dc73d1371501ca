using Lucene.Net.Util;
using Search.Core.Matching;
using Search.Core.Postings;
using Search.Core.Retrieval;
using Search.Core.Tests.Retrieval;

namespace Search.Core.Tests.Matching;

public sealed class KnownTermsTests
{
    [Fact]
    public void A_term_is_what_its_snapshot_has_however_many_were_looked_up()
    {
        using var archive = new TestArchive();
        for (int i = 0; i < 300; i++)
        {
            archive.Put(new Article { Id = $"{i}", Title = $"t{i % 7}", Body = $"w{i} w{i / 2} x{i % 11}" });
            if (i == 200)
                archive.Flush();
        }
        using var before = archive.Open();
        archive.Put(new Article { Id = "later", Body = "w5 new" });
        using var after = archive.Open();
        var random = new Random(3);
        string[] fields = [FieldNames.Title, FieldNames.Body, "none"];
        for (int i = 0; i < 20_000; i++)
        {
            // More different ones than are kept.
            string text = random.Next(3) switch { 0 => $"w{random.Next(6_000)}", 1 => $"t{random.Next(9)}", _ => random.Next(2) == 0 ? "new" : "w5" };
            string field = fields[random.Next(fields.Length)];
            var reader = random.Next(2) == 0 ? before : after;
            var term = KnownTerms.Of(reader).Find(reader, field, text);
            var expected = IndexTerm.Find(reader, field, new BytesRef(text));
            Assert.Equal((expected.Field, expected.DocFreq, expected.ToString()), (term.Field, term.DocFreq, term.ToString()));
            Assert.Equal(Enumerable.Range(0, reader.Leaves.Count).Select(expected.SegmentDocFreq), Enumerable.Range(0, reader.Leaves.Count).Select(term.SegmentDocFreq));
        }
    }
}
