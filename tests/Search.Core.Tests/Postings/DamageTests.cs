using Lucene.Net.Index;
using Search.Core.Postings;
using Search.Core.Storage;

namespace Search.Core.Tests.Postings;

/// <summary>
/// Every file of the codec, shortened and with flipped bits: an error that names the file, or documents that lie in the segment. Never a crash,
/// and whatever the walk does not see the checksum does.
/// </summary>
public sealed class DamageTests
{
    [Theory]
    [InlineData("pst")]
    [InlineData("psn")]
    [InlineData("imp")]
    [InlineData("len")]
    [InlineData("trm")]
    public void A_shortened_file_is_named(string extension)
    {
        using var folder = new Tests.TemporaryFolder();
        string file = Write(folder, extension);
        byte[] sound = File.ReadAllBytes(file);
        var random = new Random(7);
        foreach (int length in (int[])[0, 1, 20, sound.Length - 1, sound.Length - 16, .. Enumerable.Range(0, 10).Select(_ => random.Next(sound.Length))])
        {
            File.WriteAllBytes(file, sound[..length]);
            var exception = Assert.ThrowsAny<CorruptIndexException>(() => Walk(folder.PathOf("index")));
            Assert.Contains($".{extension}'", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("pst")]
    [InlineData("psn")]
    [InlineData("imp")]
    [InlineData("len")]
    [InlineData("trm")]
    public void A_flipped_bit_gives_an_error_or_documents_of_the_segment(string extension)
    {
        using var folder = new Tests.TemporaryFolder();
        string file = Write(folder, extension);
        byte[] sound = File.ReadAllBytes(file);
        for (int seed = 0; seed < 80; seed++)
        {
            var random = new Random(seed);
            byte[] damaged = [.. sound];
            // The table at the end is small and says the most.
            int place = random.Next(3) == 0 ? sound.Length - 1 - random.Next(100) : random.Next(sound.Length);
            damaged[place] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(file, damaged);
            try
            {
                Walk(folder.PathOf("index"));
            }
            catch (CorruptIndexException exception)
            {
                Assert.True(exception.Message.Contains("'_0.", StringComparison.Ordinal), $"Seed {seed}: {exception.Message}");
            }

            Assert.True(IsFound(folder.PathOf("index")), $"Seed {seed}: nobody notices byte {place} of {extension}.");
        }
    }

    [Fact]
    public void The_checker_sees_maxima_ranks_and_lengths_that_are_wrong_under_a_right_checksum()
    {
        using var folder = new Tests.TemporaryFolder();
        foreach (string extension in (string[])["imp", "pst", "len"])
        {
            string file = Write(folder, extension);
            byte[] sound = File.ReadAllBytes(file);
            int seen = 0;
            for (int seed = 0; seed < 20; seed++)
            {
                byte[] damaged = [.. sound];
                var random = new Random(seed);
                damaged[random.Next(40, sound.Length - 200)] ^= (byte)(1 << random.Next(8));
                SetChecksum(damaged);
                File.WriteAllBytes(file, damaged);
                using var directory = new ArticleDirectory(folder.PathOf("index"), StorageAccess.Buffered);
                using var reader = DirectoryReader.Open(directory);
                seen += PostingsChecker.Check(reader.Leaves[0].AtomicReader).Count > 0 ? 1 : 0;
            }

            // Padding and the spare bits of a tail mean nothing, all else does.
            Assert.True(seen >= 15, $"{extension}: {seen}");
            File.WriteAllBytes(file, sound);
        }
    }

    [Fact]
    public void A_term_without_maxima_in_a_field_that_has_them_is_an_error()
    {
        using var folder = new Tests.TemporaryFolder();
        string file = Write(folder, "imp");
        byte[] damaged = File.ReadAllBytes(file);
        // The table's place stands before the numbers of terms and fields and the footer.
        int table = (int)BitConverter.ToInt64(damaged, damaged.Length - 32);
        damaged.AsSpan(table, sizeof(long)).Clear();
        SetChecksum(damaged);
        File.WriteAllBytes(file, damaged);
        var exception = Assert.ThrowsAny<CorruptIndexException>(() => Walk(folder.PathOf("index")));
        Assert.Contains(".imp'", exception.Message, StringComparison.Ordinal);
    }

    private static void SetChecksum(byte[] file) =>
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(file.AsSpan(file.Length - 8), System.IO.Hashing.Crc32.HashToUInt32(file.AsSpan(0, file.Length - 8)));

    /// <summary>One segment with lists of every kind; gives the path of its file.</summary>
    private static string Write(Tests.TemporaryFolder folder, string extension)
    {
        if (!System.IO.Directory.Exists(folder.PathOf("index")))
        {
            using var directory = new ArticleDirectory(folder.PathOf("index"), StorageAccess.Buffered);
            using var writer = new IndexWriter(directory, TwinIndex.Config());
            new TwinIndex(new Random(3)).Add(writer, 1_300, [1, 3, 100, 129, 150, 200, 800, 1_100]);
        }

        return System.IO.Directory.GetFiles(folder.PathOf("index"), "*." + extension).Single();
    }

    /// <summary>Reads everything; documents must lie in the segment.</summary>
    private static void Walk(string path)
    {
        using var directory = new ArticleDirectory(path, StorageAccess.Buffered);
        using var reader = DirectoryReader.Open(directory);
        var segment = reader.Leaves[0].AtomicReader;
        foreach (string field in segment.Fields)
        {
            segment.GetNormValues(field)?.Get(segment.MaxDoc - 1);
            for (int i = 0; i < 10; i++)
                ArticleFieldsProducer.Of(segment)!.Postings.FindFrequent(field, System.Text.Encoding.UTF8.GetBytes($"t{i}"));
            var terms = segment.GetTerms(field).GetEnumerator();
            while (terms.MoveNext())
            {
                WalkBest(segment, field, terms);
                WalkPositions(segment, terms);
                var docs = terms.Docs(null, null);
                for (int doc = docs.Advance(700); doc != DocsEnum.NO_MORE_DOCS; doc = docs.Advance(doc + 50))
                    Assert.InRange(doc, 700, segment.MaxDoc - 1);
            }
        }
    }

    private static unsafe void WalkBest(AtomicReader segment, string field, TermsEnum terms)
    {
        ArticleFieldsProducer.Of(segment)!.Postings.Open((ArticleTermState)terms.GetTermState(), segment.FieldInfos.FieldInfo(field), out var list);
        if (list.Best == null)
            return;
        uint* docs = stackalloc uint[BestPostings.Count];
        uint* freqs = stackalloc uint[BestPostings.Count];
        Assert.InRange(BestPostings.Read(list, docs, freqs), 0, 1);
        for (int i = 0; i < BestPostings.Count; i++)
            Assert.InRange(docs[i], i == 0 ? 0 : docs[i - 1] + 1, (uint)segment.MaxDoc - 1);
    }

    private static void WalkPositions(AtomicReader segment, TermsEnum terms)
    {
        DocsEnum docs = terms.DocsAndPositions(null, null) ?? terms.Docs(null, null);
        int previous = -1;
        for (int doc = docs.NextDoc(); doc != DocsEnum.NO_MORE_DOCS; previous = doc, doc = docs.NextDoc())
        {
            Assert.InRange(doc, previous + 1, segment.MaxDoc - 1);
            int freq = docs.Freq;
            Assert.True(freq > 0);
            for (; docs is DocsAndPositionsEnum positions && freq > 0; freq--)
                Assert.True(positions.NextPosition() >= 0);
        }
    }

    private static bool IsFound(string path)
    {
        using var directory = new ArticleDirectory(path, StorageAccess.Mapped);
        using var log = new StringWriter();
        return !new CheckIndex(directory) { InfoStream = log }.DoCheckIndex().Clean;
    }
}
