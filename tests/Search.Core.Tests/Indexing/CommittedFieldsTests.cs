namespace Search.Core.Tests.Indexing;

/// <summary>Whoever waits for a commit has the types of the fields in it too.</summary>
public sealed class CommittedFieldsTests
{
    [Fact]
    public async Task A_field_that_comes_while_a_commit_begins_is_recorded_by_the_commit_that_its_article_waits_for()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("index");
        await using (var session = TestSessions.OnDisk(path))
        {
            var writer = session.RequireWriter();
            writer.Write(new Article { Id = "a" }, session.Snapshots);
            Task? waiting = null;
            writer.Committing = () =>
            {
                writer.Committing = null;
                writer.Write(new Article { Id = "b", Fields = new Dictionary<string, FieldValue> { ["price"] = 5 } }, session.Snapshots);
                waiting = session.CommitAsync(CancellationToken.None);
            };
            await session.CommitAsync(CancellationToken.None);
            await waiting!;
            await AssertIsNumberAsync(path);
        }

        await AssertIsNumberAsync(path);
    }

    [Fact]
    public async Task A_commit_with_nothing_new_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        var created = new List<string>();
        await using var session = TestSessions.OnDisk(folder.PathOf("index"), created.Add);
        session.RequireWriter().Write(new Article { Id = "a", Fields = new Dictionary<string, FieldValue> { ["price"] = 5 } }, session.Snapshots);
        await session.CommitAsync(CancellationToken.None);
        created.Clear();
        await session.CommitAsync(CancellationToken.None);
        Assert.Empty(created);
    }

    private static async Task AssertIsNumberAsync(string path)
    {
        await using var index = ArticleIndex.Open(path, new ArticleIndexOptions { Mode = OpenMode.ReadOnly });
        Assert.Equal([new FieldDefinition("price", FieldType.Number)], index.Fields);
        Assert.NotNull(index.Get("b"));
    }
}
