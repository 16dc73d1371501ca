using Search.Core.Matching;

namespace Search.Core;

/// <summary>
/// A search that is kept, to be told of the articles that it finds as they come. An article matches it exactly when a search for
/// <see cref="Request"/> without <see cref="SearchRequest.Typos"/> finds it: what typing errors stand for depends on the rest of the archive.
/// </summary>
/// <param name="Name">The name: 1 to 64 ASCII letters, digits, <c>-</c>, <c>_</c> or <c>.</c>.</param>
/// <param name="Request">
/// What to find. The query, the match mode, the minimum of matching clauses, the dates, sources, authors and filters count; sizes, order, facets and all
/// that concerns the presentation do not, and are not kept.
/// </param>
public sealed record SavedSearch(string Name, SearchRequest Request)
{
    /// <summary>When it was first saved; set by the index.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>How many articles it has found since it was first saved, those among them that are no longer kept; set by the index when it is read.</summary>
    public long Found { get; init; }

    /// <summary>The number of its last match, to read on after; smaller than that of any match when there was none. Set by the index when it is read.</summary>
    public long LastMatch { get; init; }

    /// <exception cref="InvalidRequestException">The name cannot be used.</exception>
    internal void Validate() => SetNames.Check(Name, "saved search");
}
