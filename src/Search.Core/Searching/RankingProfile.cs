namespace Search.Core;

/// <summary>How much work a search puts into its ranking.</summary>
public enum RankingProfile
{
    /// <summary>
    /// Words, their forms, fields, phrases and closeness: the ranking for every search. Where a query has several words of which none is required, the best 50 articles
    /// lend each other a part of their scores, the more the more alike they are (<see cref="RankingOptions.NeighbourWeight"/>).
    /// </summary>
    Default,

    /// <summary>
    /// As <see cref="Default"/>, and then once more with words that the best articles have in common, which raise others of the subject; the best 100 then lend
    /// each other a part of their scores, whatever the query is. Better rankings for many times the cost. The same articles match.
    /// </summary>
    Thorough,
}
