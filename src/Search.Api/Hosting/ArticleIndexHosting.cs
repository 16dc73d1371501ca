using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Search.Core;

namespace Search.Api.Hosting;

/// <summary>The one index of the host: opened at the start, committed and closed when the host ends.</summary>
internal static class ArticleIndexHosting
{
    public static void AddArticleIndex(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services =>
        {
            var options = services.GetRequiredService<IOptions<SearchHostOptions>>().Value;
            return ArticleIndex.Open(options.IndexPath, options.ToIndexOptions());
        });
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Cursors>();
    }
}
