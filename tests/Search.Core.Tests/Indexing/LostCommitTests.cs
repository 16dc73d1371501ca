namespace Search.Core.Tests.Indexing;

public sealed class LostCommitTests
{
    [Theory]
    [InlineData(OpenMode.Existing)]
    [InlineData(OpenMode.OpenOrCreate)]
    [InlineData(OpenMode.ReadOnly)]
    public async Task Articles_without_their_commit_are_no_empty_index(OpenMode mode)
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("index"), files = folder.PathOf("index", "generations", "1");
        await using (var index = ArticleIndex.Open(path))
            await index.AddAsync(new Article { Id = "a", Body = "one" });
        string lost = Assert.Single(Directory.GetFiles(files, "segments*"));
        File.Move(lost, folder.PathOf("commit"));
        // What a bulk add left is as little touched as the rest.
        Directory.CreateDirectory(Path.Combine(files, "bulk", "1"));
        string[] before = Names(path);

        var error = Assert.Throws<ArticleIndexException>(() => ArticleIndex.Open(path, new ArticleIndexOptions { Mode = mode }));
        Assert.Equal(ArticleIndexError.Damaged, error.Error);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Names(path));

        File.Move(folder.PathOf("commit"), lost);
        await using var again = ArticleIndex.Open(path);
        Assert.NotNull(again.Get("a"));
    }

    private static string[] Names(string path) => [.. Directory.GetFileSystemEntries(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
