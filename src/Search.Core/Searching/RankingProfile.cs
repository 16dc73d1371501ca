namespace Search.Core;

/// <summary>How much work a search puts into its ranking.</summary>
public enum RankingProfile
{
    /// <summary>Words, their forms, fields, phrases and closeness: the ranking for every search.</summary>
    Default,

    /// <summary>
    /// As <see cref="Default"/>, and then once more with words that the best articles have in common: better rankings, and articles that use other words,
    /// for several times the cost. It finds more articles than the query's words are in.
    /// </summary>
    Thorough,
}
