using Microsoft.Extensions.DependencyInjection;
using Search.Core;

namespace Search.PublicApi.Tests;

public sealed class DependencyInjectionTests
{
    [Fact]
    public async Task ARegisteredIndexIsOpenedOnceAndClosedWithTheContainer()
    {
        string folder = Directory.CreateTempSubdirectory("search-di-").FullName;
        try
        {
            var services = new ServiceCollection()
                .AddArticleIndex("news", options => options.Path = Path.Combine(folder, "news"))
                .AddArticleIndex("letters", options =>
                {
                    options.Path = Path.Combine(folder, "letters");
                    options.Durability = Durability.Async;
                });
            ArticleIndex index;
            await using (var provider = services.BuildServiceProvider())
            {
                index = provider.GetRequiredService<ArticleIndex>();
                Assert.Same(index, provider.GetRequiredKeyedService<ArticleIndex>("news"));
                Assert.Same(index, provider.GetRequiredService<IArticleSearcher>());
                var letters = provider.GetRequiredKeyedService<ArticleIndex>("letters");
                Assert.NotSame(index, letters);
                Assert.Equal(Durability.Async, letters.Options.Durability);
                await index.AddAsync(new Article { Id = "a", Body = "harbour" });
                Assert.Single((await provider.GetRequiredKeyedService<IArticleSearcher>("news").SearchAsync(new SearchRequest("harbour"))).Hits);
            }

            Assert.Throws<ObjectDisposedException>(() => index.GetStatistics());
            await using var again = ArticleIndex.Open(Path.Combine(folder, "news"), new ArticleIndexOptions { Mode = OpenMode.Existing });
            Assert.Equal("harbour", again.Get("a")?.Body);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
