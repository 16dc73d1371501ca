namespace Search.Core.Matching;

/// <summary>A word of a query after analysis.</summary>
/// <param name="Stem">Its stem.</param>
/// <param name="Exact">Its exact form.</param>
/// <param name="JoinsPrevious">Whether it was typed as one with the word before (<c>war-torn</c>).</param>
internal readonly record struct QueryWord(string Stem, string Exact, bool JoinsPrevious)
{
    /// <summary>The acronym, in capitals, that it is by its sense; null for none.</summary>
    public string? Acronym { get; init; }

    /// <summary>The stem of the word that it makes with those that join it, written as one; null where there is none.</summary>
    public string? Joined { get; init; }
}
