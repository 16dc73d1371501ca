namespace Search.Core.Indexing.Bulk;

/// <summary>How a field is inverted.</summary>
internal enum InvertedKind
{
    /// <summary>Documents alone.</summary>
    Documents,

    /// <summary>Documents, frequencies and positions.</summary>
    Positions,

    /// <summary>The same, and the documents' lengths.</summary>
    PositionsAndLengths,

    /// <summary>Two fields: the stems with positions and lengths, and the exact forms at the same positions.</summary>
    StemsAndExact,
}
