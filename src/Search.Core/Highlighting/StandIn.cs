namespace Search.Core.Highlighting;

/// <summary>
/// What a search took in place of a word or several of the query, or beside them, without the query naming it: near words of one that the index does not
/// have, misspellings of articles, words of the same root, synonyms.
/// </summary>
/// <param name="Rows">Words in a row, or single words, each with the field that it was looked for in.</param>
/// <param name="Weight">What a passage is worth that shows one of them. More than 0.</param>
internal sealed record StandIn(IReadOnlyList<(string Field, TermPattern[] Terms)> Rows, double Weight);
