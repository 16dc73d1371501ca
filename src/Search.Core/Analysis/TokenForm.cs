namespace Search.Core.Analysis;

/// <summary>Which of a token's two forms is meant.</summary>
internal enum TokenForm
{
    /// <summary>The folded word as written.</summary>
    Exact,

    /// <summary>What the inflections of the word have in common.</summary>
    Stem,
}
