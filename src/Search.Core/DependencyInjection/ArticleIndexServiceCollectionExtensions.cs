using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Search.Core;

/// <summary>Registers an index with the services of an application.</summary>
public static class ArticleIndexServiceCollectionExtensions
{
    /// <summary>
    /// Registers an index under a name. It is opened when it is first asked for and closed with the container. The services are
    /// <see cref="ArticleIndex"/> and <see cref="IArticleSearcher"/>, keyed by the name, and, for the first one registered, without a key.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name; also the folder, unless <see cref="ArticleIndexOptions.Path"/> names another.</param>
    /// <param name="configure">Changes the options; null for the defaults.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddArticleIndex(this IServiceCollection services, string name, Action<ArticleIndexOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var options = services.AddOptions<ArticleIndexOptions>(name);
        if (configure is not null)
            options.Configure(configure);
        services.AddKeyedSingleton(name, (provider, _) =>
        {
            var settings = provider.GetRequiredService<IOptionsMonitor<ArticleIndexOptions>>().Get(name);
            return ArticleIndex.Open(settings.Path ?? name, settings);
        });
        services.AddKeyedSingleton<IArticleSearcher>(name, (provider, _) => provider.GetRequiredKeyedService<ArticleIndex>(name));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<ArticleIndex>(name));
        services.TryAddSingleton<IArticleSearcher>(provider => provider.GetRequiredKeyedService<ArticleIndex>(name));
        return services;
    }
}
