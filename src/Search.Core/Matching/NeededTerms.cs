namespace Search.Core.Matching;

/// <summary>The terms of which an article has to have one to be found.</summary>
/// <param name="Terms">Terms.</param>
/// <param name="Prefixes">Beginnings of terms, any of which may be meant; an empty one stands for every term of the field.</param>
/// <param name="AreNotNeeded">Whether an article can match that has none of them, as for a query of exclusions or dates alone.</param>
internal sealed record NeededTerms(
    IReadOnlyList<(string Field, string Text)> Terms, IReadOnlyList<(string Field, string Text)> Prefixes, bool AreNotNeeded);
