using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Search.Api.Exports;
using Search.Api.Metrics;
using Search.Core;

namespace Search.Api.Hosting;

/// <summary>The one index of the host: opened at the start, committed and closed when the host ends.</summary>
internal static class ArticleIndexHosting
{
    public static void AddArticleIndex(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services =>
        {
            // Before the index opens, so that nothing that it does goes uncounted.
            services.GetRequiredService<MetricsCollector>();
            var options = services.GetRequiredService<IOptions<SearchHostOptions>>().Value;
            return ArticleIndex.Open(options.IndexPath, options.ToIndexOptions());
        });
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Cursors>();
        builder.Services.AddSingleton<EventStreams>();
        builder.Services.AddSingleton<MetricsCollector>();
    }
}
