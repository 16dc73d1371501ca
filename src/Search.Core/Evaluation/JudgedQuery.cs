namespace Search.Core;

/// <summary>A search whose answer is known, at least in part.</summary>
/// <param name="Id">Names the query in the result; unique within an evaluation.</param>
/// <param name="Request">The search. What it says about paging, highlights and explanations has no effect.</param>
public sealed record JudgedQuery(string Id, SearchRequest Request)
{
    /// <summary>
    /// How useful articles are to who asked, by article id: 0 for not at all, 1 or more for relevant, the more the better. Articles that are
    /// not listed count as 0. A query without any rating above 0 is left out of the means, because nothing could be found.
    /// </summary>
    public IReadOnlyDictionary<string, int> Ratings { get; init; } = new Dictionary<string, int>();
}
