using Search.Core.Alerts;

namespace Search.Core.Tests.Alerts;

/// <summary>The file of matches when it cannot be written.</summary>
public sealed class MatchLogTests
{
    [Fact]
    public void A_log_that_cannot_be_written_anew_goes_on_as_it_is()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("matches.log");
        using (var log = MatchLog.Open(path, []))
        {
            log.Append([Match(1), Match(2)]);
            // A folder stands where the new file would be written.
            Directory.CreateDirectory(path + ".tmp");
            Assert.ThrowsAny<Exception>(() => log.Rewrite([Match(2)]));
            Assert.Equal(2, log.Lines);
            log.Append([Match(3)]);
            Directory.Delete(path + ".tmp");
            log.Rewrite([Match(3)]);
            log.Append([Match(4)]);
        }
        var read = new List<LoggedMatch>();
        using var again = MatchLog.Open(path, read);
        Assert.Equal([3, 4], read.Select(match => match.Number));
    }

    [Fact]
    public async Task Matches_are_reported_once_though_their_log_cannot_be_written_anew()
    {
        using var folder = new TemporaryFolder();
        await using var index = ArticleIndex.Open(folder.PathOf("archive"), new ArticleIndexOptions { Alerts = new AlertOptions { MaxMatches = 1 } });
        index.SaveSearch(new SavedSearch("rivers", new SearchRequest("river")));
        Directory.CreateDirectory(folder.PathOf("archive", "searches", "matches.log.tmp"));
        // Far more lines than are kept.
        for (int batch = 0; batch < 3; batch++)
            await index.AddAsync(Enumerable.Range(0, 4_000).Select(i => new Article { Id = $"{batch} {i}", Body = "river" }).ToAsyncEnumerable());
        Assert.Equal(12_000, Assert.Single(index.SavedSearches).Found);
    }

    private static LoggedMatch Match(long number) => new("rivers", number, new SavedSearchMatch(number, $"{number}", DateTimeOffset.UnixEpoch, false));
}
