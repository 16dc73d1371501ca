using Search.Core.Indexing;

namespace Search.Core.Searching;

/// <summary>Makes hits of stored articles.</summary>
internal static class HitLoader
{
    public static Hit ToHit(Article article, float score) => new()
    {
        Id = article.Id,
        Score = score,
        Title = article.Title,
        TitleDerived = article.TitleDerived,
        Date = article.Date,
        Source = article.Source,
        Url = article.Url,
        Authors = article.Authors,
        Language = article.Language,
        Fields = article.Fields,
    };

    /// <param name="hit">The hit.</param>
    /// <param name="snapshot">Holds the articles.</param>
    /// <param name="duplicates">The numbers of those folded under it.</param>
    public static Hit WithDuplicates(Hit hit, Snapshot snapshot, IReadOnlyList<int> duplicates)
    {
        if (duplicates.Count == 0)
            return hit;
        var named = new List<DuplicateArticle>(Math.Min(duplicates.Count, Hit.MaxDuplicates));
        for (int i = 0; i < duplicates.Count && i < Hit.MaxDuplicates; i++)
        {
            var article = snapshot.Load(duplicates[i], withBody: false);
            named.Add(new DuplicateArticle(article.Id, article.Source));
        }
        return hit with { Duplicates = named, DuplicateCount = duplicates.Count };
    }
}
