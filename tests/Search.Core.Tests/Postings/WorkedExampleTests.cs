using Lucene.Net.Documents;
using Lucene.Net.Index;
using Search.Core.Storage;

namespace Search.Core.Tests.Postings;

/// <summary>The bytes in docs/postings-format.md are those that are written.</summary>
public sealed class WorkedExampleTests
{
    [Theory]
    [InlineData("pst")]
    [InlineData("psn")]
    [InlineData("len")]
    [InlineData("imp")]
    [InlineData("trm")]
    public void The_page_shows_the_bytes_that_are_written(string extension)
    {
        using var folder = new Tests.TemporaryFolder();
        using (var directory = new ArticleDirectory(folder.PathOf("index"), StorageAccess.Buffered))
        using (var writer = new IndexWriter(directory, TwinIndex.Config()))
        {
            foreach (string text in (string[])["a b a", "b", "b b"])
            {
                var tokens = text.Split(' ').Select((term, position) => (term, position));
                writer.AddDocument(new Document { new TextField("body", new ListTokens([.. tokens])) });
            }
        }

        byte[] bytes = File.ReadAllBytes(folder.PathOf("index", "_0." + extension));
        string dump = string.Join('\n', bytes.Chunk(16).Select((row, i) => $"{i * 16:x4}  {Convert.ToHexStringLower(row).Chunk(2).Aggregate("", (line, pair) => line + new string(pair) + " ").Trim()}"));
        string page = File.ReadAllText(Repository.PathOf("docs", "postings-format.md")).ReplaceLineEndings("\n");
        Assert.Contains($"_0.{extension}\n{dump}\n", page, StringComparison.Ordinal);
    }
}
