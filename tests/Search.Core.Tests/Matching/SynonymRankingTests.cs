namespace Search.Core.Tests.Matching;

/// <summary>A synonym never ranks above what was typed, all else equal.</summary>
public sealed class SynonymRankingTests
{
    public static TheoryData<string, string> Shapes => new()
    {
        { "heart attack", "myocardial infarction" },
        { "myocardial infarction", "heart attack" },
        { "isi", "inter-services intelligence" },
        { "inter-services intelligence", "isi" },
        { "pm", "prime minister" },
        { "prime minister", "pm" },
        { "boe", "bank of england" },
        { "bank of england", "boe" },
        { "car", "automobile" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Of_two_articles_identical_but_for_the_term_the_typed_one_is_first(string typed, string synonym)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            // Scores of their own: what is like an article in this small archive is chance.
            await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions
            {
                RefreshInterval = TimeSpan.Zero,
                Durability = Durability.Async,
                Ranking = new RankingOptions { NeighbourWeight = 0, TitleBoost = seed % 4 == 3 ? 2 : new RankingOptions().TitleBoost },
            });
            index.SetSynonyms(new SynonymSet("own", random.Next(3) == 0 ? [$"{typed}, {synonym}", $"{typed}, report"] : [$"{typed}, {synonym}"]));
            int[] inTitle = [0, 1, 0, 1, 2], inBody = [1, 0, 4, 2, 1];
            var places = Enumerable.Range(0, inTitle.Length).ToList();
            foreach (int place in places)
            {
                int seedOfText = random.Next();
                await AddAsync($"typed{place}", typed, seedOfText, inTitle[place], inBody[place]);
                await AddAsync($"synonym{place}", synonym, seedOfText, inTitle[place], inBody[place]);
            }
            // Each term has a rarity of its own.
            string[] words = [.. $"{typed} {synonym}".Split(' ', '-')];
            int[] often = [.. words.Select(_ => random.Next(40))];
            for (int i = 0; i < 60; i++)
                await AddAsync($"other{i}", string.Join(" and ", words.Where((_, k) => random.Next(60) < often[k])), random.Next(), random.Next(4) == 0 ? 1 : 0, random.Next(3));
            await index.RefreshAsync(TestContext.Current.CancellationToken);

            foreach (string query in (string[])[typed, $"title:({typed})", $"body:({typed})", $"{typed} lantern", $"({typed}) AND harbour"])
            {
                foreach (var match in (MatchMode[])[MatchMode.Any, MatchMode.All])
                {
                    var scores = index.Search(new SearchRequest(query) { Match = match, Size = 100 }).Hits.ToDictionary(hit => hit.Id, hit => hit.Score);
                    foreach (int place in places)
                    {
                        bool isSeen = scores.TryGetValue($"synonym{place}", out float score);
                        bool isMeant = !query.StartsWith("title:", StringComparison.Ordinal) ? !query.StartsWith("body:", StringComparison.Ordinal) || inBody[place] > 0 : inTitle[place] > 0;
                        Assert.True(isSeen || !isMeant, $"seed {seed}, {query}, {match}, {place}: the synonym was not found");
                        Assert.True(!isSeen || scores[$"typed{place}"] > score, $"seed {seed}, {query}, {match}, {place}: {score} above {scores.GetValueOrDefault($"typed{place}")}");
                    }
                }
            }

            Task<AddOutcome> AddAsync(string id, string term, int seedOfText, int title, int body)
            {
                var text = new Random(seedOfText);
                return index.AddAsync(new Article { Id = id, Title = Write(text, term, title, 6), Body = Write(text, term, body, 40) });
            }
        }
    }

    private static string Write(Random random, string term, int times, int length)
    {
        string[] others = ["harbour", "gates", "stone", "river", "paper", "lantern", "market", "morning"];
        var words = Enumerable.Range(0, length).Select(_ => others[random.Next(others.Length)]).Prepend("harbour").ToList();
        for (int i = 0; i < times && term.Length > 0; i++)
            words.Insert(random.Next(words.Count + 1), term);
        return string.Join(' ', words);
    }
}
