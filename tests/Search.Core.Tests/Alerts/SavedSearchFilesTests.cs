namespace Search.Core.Tests.Alerts;

/// <summary>The files of saved searches as docs/index-format.md describes them: written once, and read since.</summary>
public sealed class SavedSearchFilesTests
{
    private const string Search = """
        {
          "name": "Rivers.1",
          "created": "2026-11-28T09:00:00.0000000+00:00",
          "first": 1795856400000,
          "q": "river -dam",
          "match": "all",
          "minimumShouldMatch": 2,
          "after": "2021-05",
          "before": null,
          "sources": [
            "The Times"
          ],
          "authors": [],
          "filters": [
            "topic:law"
          ],
          "later": "is ignored"
        }
        """;

    private const string Log = """
        15b263b1 {"search":"Rivers.1","number":1795856400000,"id":"a/1 ü","time":"2026-11-28T09:00:01+00:00","update":false}
        6fb43777 {"search":"gone","number":5,"id":"x","time":"2026-11-28T09:00:01+00:00","update":true}
        3464e327 {"search":"Rivers.1","number":1795856400004}

        """;

    [Fact]
    public async Task Files_of_this_format_are_read()
    {
        using var folder = new TemporaryFolder();
        await using (ArticleIndex.Open(folder.Path))
        {
        }
        string searches = Directory.CreateDirectory(Path.Combine(folder.Path, "searches")).FullName;
        File.WriteAllText(Path.Combine(searches, "search-%52ivers.1.json"), Search);
        File.WriteAllText(Path.Combine(searches, "matches.log"), Log.ReplaceLineEndings("\n"));
        await using var index = ArticleIndex.Open(folder.Path);
        var search = Assert.Single(index.SavedSearches);
        Assert.Equal(("Rivers.1", new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero)), (search.Name, search.Created));
        Assert.Equal(("river -dam", MatchMode.All, 2, ArticleDate.FromMonth(2021, 5), (ArticleDate?)null), (search.Request.Query, search.Request.Match, search.Request.MinimumShouldMatch, search.Request.After, search.Request.Before));
        Assert.Equal(["The Times"], search.Request.Sources);
        Assert.Equal([new FieldFilter("topic", "law")], search.Request.Filters);
        var page = index.ReadMatches("Rivers.1")!;
        Assert.Equal([new SavedSearchMatch(1_795_856_400_000, "a/1 ü", new DateTimeOffset(2026, 11, 28, 9, 0, 1, TimeSpan.Zero), false)], page.Matches);
        Assert.Equal(4, index.ReadMatches("Rivers.1", page.Next)!.Missed);
        Assert.Equal(1_795_856_400_004, index.ReadMatches("Rivers.1", page.Next)!.Next);
    }

    [Fact]
    public async Task Names_that_differ_in_case_alone_have_files_of_their_own()
    {
        using var folder = new TemporaryFolder();
        await using (var index = ArticleIndex.Open(folder.Path))
        {
            index.SaveSearch(new SavedSearch("con", new SearchRequest("a")));
            index.SaveSearch(new SavedSearch("CON", new SearchRequest("b")));
        }
        Assert.Equal(["search-%43%4F%4E.json", "search-con.json"], Directory.GetFiles(Path.Combine(folder.Path, "searches")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await using var again = ArticleIndex.Open(folder.Path);
        Assert.Equal(["b", "a"], again.SavedSearches.Select(search => search.Request.Query));
    }
}
