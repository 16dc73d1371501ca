namespace Search.Core.Indexing.Bulk;

/// <summary>A term at the place of a token that is not the one that the log has there.</summary>
/// <param name="Place">The token's place in the log.</param>
/// <param name="Term">The number of the term, in the table of the field that has it.</param>
/// <param name="Replaces">Whether it stands in place of the token's own term and not beside it.</param>
internal readonly record struct FurtherForm(int Place, int Term, bool Replaces);
