namespace Search.Core.Highlighting;

/// <summary>What highlighting one field of a hit gives.</summary>
/// <param name="Passages">The passages, best first.</param>
/// <param name="Html">The whole field, when asked.</param>
/// <param name="HasMatches">Whether anything matched.</param>
/// <param name="BudgetReached">Whether the field is longer than what is read of a text.</param>
internal sealed record FieldHighlight(IReadOnlyList<Passage> Passages, string? Html, bool HasMatches, bool BudgetReached)
{
    public static readonly FieldHighlight None = new([], null, false, false);
}
