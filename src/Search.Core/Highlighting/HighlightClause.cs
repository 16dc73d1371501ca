namespace Search.Core.Highlighting;

/// <summary>A leaf of the query that can be marked: a word, or words in a row.</summary>
/// <param name="Field">The field it is limited to; null for every text field.</param>
/// <param name="Terms">Its words, at least one.</param>
/// <param name="Stems">The stems of its words, which say how rare they are.</param>
/// <param name="Slop">How far words of a phrase may be moved in sum.</param>
internal sealed record HighlightClause(string? Field, TermPattern[] Terms, string[] Stems, int Slop);
