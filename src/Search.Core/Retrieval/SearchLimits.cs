namespace Search.Core;

/// <summary>What a single search may cost at most.</summary>
public sealed record SearchLimits
{
    /// <summary>The longest query, in UTF-16 code units; a longer one is refused. Default 32,000. 1 or more.</summary>
    public int MaxQueryLength { get; init; } = 32_000;

    /// <summary>How many words, phrases and conditions a query may have; further ones are ignored with a warning. Default 1,024. 1 or more.</summary>
    public int MaxClauses { get; init; } = 1_024;

    /// <summary>How many terms a prefix or fuzzy word may stand for; further ones are left out with a warning. Default 256. 1 or more.</summary>
    public int MaxExpansions { get; init; } = 256;

    /// <summary>How many terms of the dictionary are looked at for one prefix or fuzzy word. Default 100,000. 1 or more.</summary>
    public int MaxTermsScanned { get; init; } = 100_000;

    /// <summary>How long a search may take before it answers with what it has and a warning. Default 2 s.</summary>
    public TimeSpan TimeBudget { get; init; } = TimeSpan.FromSeconds(2);
}
