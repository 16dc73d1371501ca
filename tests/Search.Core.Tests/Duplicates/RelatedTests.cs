namespace Search.Core.Tests.Duplicates;

/// <summary>Related articles against brute force, and their options.</summary>
public sealed class RelatedTests
{
    [Fact]
    public async Task They_are_those_that_brute_force_finds()
    {
        var random = new Random(6);
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { Analysis = new AnalysisOptions { Stemming = Stemming.None, Rules = NewsRules.None } });
        var articles = new List<Article>();
        for (int i = 0; i < 90; i++)
        {
            articles.Add(Stories.Article(random, i, 25));
            await index.AddAsync(articles[i], refresh: false);
        }
        await index.RefreshAsync();
        // Equal scores stand in the order of the documents, which is that of a search for everything.
        var places = index.Search(new SearchRequest("") { Size = 100 }).Hits.Select((hit, place) => (hit.Id, place)).ToDictionary(hit => hit.Id, hit => hit.place);
        articles.Sort((x, y) => places[x.Id].CompareTo(places[y.Id]));
        foreach (var article in articles.Take(40))
        {
            var related = index.Related(new RelatedRequest { Id = article.Id, Size = 100 });
            var naive = Naive(articles, article);
            Assert.NotNull(related);
            Assert.Equal(naive.Select(group => (group.Item.Id, string.Join(' ', group.Duplicates.Select(other => other.Article.Id)))),
                related.Hits.Select(hit => (hit.Id, string.Join(' ', hit.Duplicates.Select(duplicate => duplicate.Id)))));
            Assert.All(naive.Zip(related.Hits), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-3));
        }

        static List<((string Id, float Score) Item, float Score, List<(Article Article, float Score)> Duplicates)> Folded(IEnumerable<(Article Article, float Score)> ranked) =>
            [.. NaiveSketch.Fold(ranked.Select(one => (one, one.Article.Title, one.Article.Body))).Select(group => ((group.Item.Article.Id, group.Item.Score), group.Item.Score, group.Duplicates))];

        static List<((string Id, float Score) Item, float Score, List<(Article Article, float Score)> Duplicates)> Naive(List<Article> articles, Article asked)
        {
            var ranking = new RankingOptions();
            // The title counts three times.
            var words = articles.ConvertAll(article => Words(article, isIndexed: true).GroupBy(word => word).ToDictionary(group => group.Key, group => group.Count()));
            double average = words.Average(counts => counts.Values.Sum());
            int DocFreq(string word) => words.Count(counts => counts.ContainsKey(word));
            double Idf(string word) => Math.Log(1 + (articles.Count - DocFreq(word) + 0.5) / (DocFreq(word) + 0.5));
            var own = Words(asked, isIndexed: false).GroupBy(word => word).ToDictionary(group => group.Key, group => group.Count());
            var chosen = own
                .Where(pair => pair.Key.Length > 1 && pair.Key.Any(c => !char.IsDigit(c)) && !"the of in a to was on and".Split(' ').Contains(pair.Key))
                .Where(pair => DocFreq(pair.Key) > 1 && DocFreq(pair.Key) <= 0.1 * articles.Count)
                .Select(pair => (Word: pair.Key, Weight: pair.Value / (pair.Value + ranking.K1)))
                .OrderByDescending(word => word.Weight * Idf(word.Word)).ThenBy(word => word.Word, StringComparer.Ordinal).Take(30).ToList();
            var sketch = NaiveSketch.Of(asked.Title, asked.Body);
            var ranked = new List<(Article, float)>();
            for (int i = 0; i < articles.Count; i++)
            {
                int matched = chosen.Count(word => words[i].ContainsKey(word.Word));
                bool isNear = sketch is not null && NaiveSketch.Of(articles[i].Title, articles[i].Body) is { } other && NaiveSketch.AreNear(sketch.Value, other);
                if (articles[i] == asked || isNear || matched == 0 || matched < chosen.Count / 6)
                    continue;
                double norm = ranking.K1 * (1 - ranking.B + ranking.B * words[i].Values.Sum() / average);
                ranked.Add((articles[i], (float)chosen.Sum(word => words[i].TryGetValue(word.Word, out int freq) ? word.Weight * Idf(word.Word) * freq / (freq + norm) : 0)));
            }
            return Folded(ranked.OrderByDescending(one => one.Item2));
        }

        // In the index the beginning of an article without a title counts twice.
        static IEnumerable<string> Words(Article article, bool isIndexed)
        {
            string[] title = Split(article.Title), body = Split(article.Body);
            return [.. title, .. title, .. title, .. body, .. isIndexed && title.Length == 0 ? body.Take(20) : []];
        }

        static string[] Split(string text) => text.ToLowerInvariant().Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public async Task Options_choose_outlets_and_times()
    {
        await using var index = ArticleIndex.CreateInMemory();
        string[] bodies = ["quarry collapse kills miners near ridge", "miners mourn after quarry collapse", "quarry safety law debated by miners", "ridge quarry owner fined", "cake recipe with plums"];
        for (int i = 0; i < bodies.Length; i++)
            await index.AddAsync(new Article { Id = $"{i}", Body = bodies[i], Source = i % 2 == 0 ? "The Wire" : "Gazette", Date = ArticleDate.FromYear(2000 + i) }, refresh: false);

        string[] Ids(RelatedRequest request) => [.. index.Related(request)!.Hits.Select(hit => hit.Id).Order(StringComparer.Ordinal)];
        Assert.Equal(["1", "2", "3"], Ids(new RelatedRequest { Id = "0" }));
        Assert.Equal(["2"], Ids(new RelatedRequest { Id = "0", Sources = RelatedSources.Same }));
        Assert.Equal(["1", "3"], Ids(new RelatedRequest { Id = "0", Sources = RelatedSources.Other }));
        Assert.Equal(["1"], Ids(new RelatedRequest { Id = "0", Before = ArticleDate.FromYear(2001) }));
        Assert.Equal(["2", "3"], Ids(new RelatedRequest { Id = "0", After = ArticleDate.FromYear(2002) }));
        Assert.Single(index.Related(new RelatedRequest { Id = "0", Size = 1 })!.Hits);
        Assert.Empty(Ids(new RelatedRequest { Id = "0", Size = 0 }));
        Assert.Equal(["0", "1", "2", "3"], Ids(new RelatedRequest { Text = "what happened to the miners of the quarry" }));
        Assert.Equal(["4"], Ids(new RelatedRequest { Text = "", Title = "Plums" }));
        Assert.Equal("3", index.Related(new RelatedRequest { Id = "0", Recency = new RecencyOptions { Origin = new DateTimeOffset(2004, 1, 1, 0, 0, 0, TimeSpan.Zero), HalfLife = TimeSpan.FromDays(100), Weight = 1_000 } })!.Hits[0].Id);
        Assert.Null(index.Related(new RelatedRequest { Id = "none" }));
    }

    [Fact]
    public async Task An_article_that_was_just_written_counts()
    {
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { RefreshInterval = TimeSpan.Zero });
        await index.AddAsync(new Article { Id = "old", Body = "quarry collapse" });
        await index.AddAsync(new Article { Id = "other", Body = "collapse of a quarry in the ridge" });
        await index.AddAsync(new Article { Id = "new", Body = "nothing" });
        await index.AddAsync(new Article { Id = "new", Body = "the quarry of the ridge" }, refresh: false);
        Assert.Equal("other", index.Related(new RelatedRequest { Id = "new" })!.Hits[0].Id);
    }

    [Fact]
    public async Task Mistakes_are_refused()
    {
        await using var index = ArticleIndex.CreateInMemory();
        foreach (var request in (RelatedRequest[])
            [
                new(), new() { Id = "a", Text = "b" }, new() { Id = "a", Title = "b" }, new() { Id = "a", Size = -1 }, new() { Id = "a", Size = 101 },
                new() { Text = "a", Sources = RelatedSources.Same }, new() { Id = "a", Sources = (RelatedSources)7 },
                new() { Id = "a", After = ArticleDate.FromYear(2001), Before = ArticleDate.FromYear(2000) }, new() { Id = "a", Recency = new() { Weight = -1 } },
            ])
        {
            Assert.Throws<InvalidRequestException>(() => index.Related(request));
        }
    }
}
