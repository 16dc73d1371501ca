namespace Search.Core.Matching;

/// <summary>How a word of a query is used.</summary>
/// <param name="Weight">What it counts, against 1.</param>
/// <param name="IsRead">Whether it may be read as another word where the index does not have it.</param>
/// <param name="IsAmongOthers">Whether it is one of several alternatives: parts that are joined in it may then stand apart, and articles may misspell it.</param>
/// <param name="Joined">Stems of what the word is together with its neighbours, each half of which it stands for.</param>
/// <param name="Synonyms">What it stands for beside itself.</param>
internal readonly record struct WordUse(double Weight, bool IsRead, bool IsAmongOthers, NeighbourStems Joined, IReadOnlyList<Synonym> Synonyms)
{
    /// <summary>Just the word.</summary>
    public static WordUse Plain { get; } = new(1, false, false, default, []);
}
