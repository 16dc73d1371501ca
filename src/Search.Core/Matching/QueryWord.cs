namespace Search.Core.Matching;

/// <summary>A word of a query after analysis.</summary>
/// <param name="Stem">Its stem.</param>
/// <param name="Exact">Its exact form.</param>
/// <param name="JoinsPrevious">Whether it was typed as one with the word before (<c>war-torn</c>).</param>
internal readonly record struct QueryWord(string Stem, string Exact, bool JoinsPrevious)
{
    /// <summary>The acronym, in capitals, that it is by its sense; null for none.</summary>
    public string? Acronym { get; init; }

    /// <summary>Its stems in the other languages of the archive, in their order; null where there are none.</summary>
    public string[]? OtherStems { get; init; }

    /// <summary>The stem of the word that it makes with those that join it, written as one; null where there is none.</summary>
    public string? Joined { get; init; }

    /// <summary>The stem of another writing of the word alone (<c>Göring</c>: <c>goering</c>); null where there is none.</summary>
    public string? Other { get; init; }
}
