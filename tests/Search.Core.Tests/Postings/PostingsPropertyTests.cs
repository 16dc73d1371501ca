using CsCheck;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Search.Core.Storage;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Tests.Postings;

/// <summary>Random indexes of the codec against <see cref="TwinIndex"/>, on all directories, merged, with deletions, reopened. Failures name the seed.</summary>
public sealed class PostingsPropertyTests
{
    [Fact]
    public void Segments_give_back_what_was_written() => Gen.Int.Uniform.Sample(Check, iter: 14, threads: 1);

    /// <summary>Every number of documents at which the layout of a list changes.</summary>
    [Theory]
    [InlineData(0, 5_000)]
    [InlineData(1, 1_100)]
    [InlineData(2, 2_300)]
    public void Lists_of_every_kind_give_back_what_was_written(int kind, int count)
    {
        using var folder = new Tests.TemporaryFolder();
        using var directory = OpenDirectory(kind, folder);
        var twin = new TwinIndex(new Random(count));
        using (var writer = new IndexWriter(directory, TwinIndex.Config()))
            twin.Add(writer, count, [1, 2, 3, 127, 128, 129, 255, 256, 257, count / 32, count / 16 - 1, count / 16, count / 16 + 1, count / 8, count / 2, count - 1, count]);
        using var reader = DirectoryReader.Open(directory);
        Assert.Single(reader.Leaves);
        twin.AssertSame(reader);
        AssertClean(directory);
    }

    private static void Check(int seed)
    {
        try
        {
            var random = new Random(seed);
            using var folder = new Tests.TemporaryFolder();
            using var directory = OpenDirectory(random.Next(3), folder);
            bool compound = random.Next(3) == 0;
            var twin = new TwinIndex(random);
            using (var writer = new IndexWriter(directory, TwinIndex.Config(compound)))
            {
                for (int flush = random.Next(1, 4); flush > 0; flush--)
                {
                    int count = random.Next(3) == 0 ? random.Next(1, 20) : random.Next(100, 700);
                    twin.Add(writer, count, DocFreqs(random, count), random.NextDouble());
                    for (int deletions = random.Next(3) * random.Next(30); deletions > 0; deletions--)
                        writer.DeleteDocuments(new Term("id", $"{random.Next(twin.Count)}"));
                    if (random.Next(4) == 0)
                    {
                        using var current = DirectoryReader.Open(writer, applyAllDeletes: true);
                        twin.AssertSame(current);
                    }

                    writer.Commit();
                }

                if (random.Next(2) == 0)
                    writer.ForceMerge(1);
                writer.Commit();
            }

            using (var reader = DirectoryReader.Open(directory))
                twin.AssertSame(reader);
            AssertClean(directory);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {seed}", exception);
        }
    }

    private static int[] DocFreqs(Random random, int count) =>
        [1, 2, .. Enumerable.Range(0, random.Next(1, 10)).Select(_ => random.Next(3) switch
        {
            0 => random.Next(1, 20),
            1 => random.Next(120, 140),
            _ => random.Next(1, count + 1),
        })];

    private static LuceneDirectory OpenDirectory(int kind, Tests.TemporaryFolder folder) => kind switch
    {
        0 => new RAMDirectory(),
        1 => new ArticleDirectory(folder.PathOf("index"), StorageAccess.Mapped),
        _ => new ArticleDirectory(folder.PathOf("index"), StorageAccess.Buffered),
    };

    private static void AssertClean(LuceneDirectory directory)
    {
        var log = new StringWriter();
        Assert.True(new CheckIndex(directory) { InfoStream = log, CrossCheckTermVectors = true }.DoCheckIndex().Clean, log.ToString());
    }
}
