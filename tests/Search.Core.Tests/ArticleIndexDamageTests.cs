using System.Buffers.Binary;
using System.IO.Hashing;

namespace Search.Core.Tests;

/// <summary>What <see cref="ArticleIndex.VerifyAsync"/> says of postings that were altered on the disk.</summary>
public sealed class ArticleIndexDamageTests
{
    [Theory]
    [InlineData("pst")]
    [InlineData("psn")]
    [InlineData("len")]
    [InlineData("imp")]
    [InlineData("tim")]
    [InlineData("sig")]
    public async Task VerificationNamesAFileInWhichAByteWasFlipped(string extension)
    {
        using var folder = new TemporaryFolder();
        string file = await WriteAsync(folder.PathOf("archive"), extension);
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains(await ProblemsAsync(folder.PathOf("archive")), problem => problem.Contains(Path.GetFileName(file), StringComparison.Ordinal));
    }

    /// <summary>As a mistake of a writer's would leave it: only what the postings themselves say tells that it is wrong.</summary>
    [Theory]
    [InlineData("pst")]
    [InlineData("len")]
    [InlineData("imp")]
    public async Task VerificationSeesWhatIsWrongUnderARightChecksum(string extension)
    {
        using var folder = new TemporaryFolder();
        string file = await WriteAsync(folder.PathOf("archive"), extension);
        byte[] sound = File.ReadAllBytes(file);
        int seen = 0;
        const int Places = 8;
        for (int i = 1; i <= Places; i++)
        {
            byte[] bytes = [.. sound];
            bytes[60 + i * (sound.Length - 300) / (Places + 1)] ^= 1;
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(bytes.Length - 8), Crc32.HashToUInt32(bytes.AsSpan(0, bytes.Length - 8)));
            File.WriteAllBytes(file, bytes);
            var problems = await ProblemsAsync(folder.PathOf("archive"));
            if (problems.Count > 0)
            {
                seen++;
                // No file is altered as far as its checksum says; the segment is what can be named.
                Assert.All(problems, problem => Assert.StartsWith($"Segment {Path.GetFileNameWithoutExtension(file)}: ", problem, StringComparison.Ordinal));
            }
        }

        // Padding and the spare bits of a tail mean nothing, and the documents of exact forms have no lengths of their own to be held against.
        Assert.True(seen >= Places / 2, $"{seen} of {Places}");
    }

    /// <summary>One segment with lists of every kind; gives one of its files.</summary>
    private static async Task<string> WriteAsync(string path, string extension)
    {
        await using (var index = ArticleIndex.Open(path, new ArticleIndexOptions { IndexingThreads = 1 }))
            await index.AddAsync(Articles());
        return Directory.GetFiles(Path.Combine(path, "generations", "1"), "*." + extension).Single();
    }

    private static async IAsyncEnumerable<Article> Articles()
    {
        for (int i = 0; i < 1_300; i++)
        {
            yield return new Article { Id = $"{i}", Title = $"title {i % 20}", Body = string.Concat(Enumerable.Repeat($"common word{i % 12} ", i % 5 + 1)) + $"word{i % 100}x" };
            await Task.CompletedTask;
        }
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(string path)
    {
        await using var index = ArticleIndex.Open(path, new ArticleIndexOptions { Mode = OpenMode.ReadOnly, RefreshInterval = TimeSpan.Zero });
        var result = await index.VerifyAsync();
        Assert.Equal(result.Sound, result.Problems.Count == 0);
        return result.Problems;
    }
}
