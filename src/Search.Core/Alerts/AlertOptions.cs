namespace Search.Core;

/// <summary>How much saved searches may take.</summary>
public sealed record AlertOptions
{
    /// <summary>How many searches may be saved. Default 20,000. 1 or more.</summary>
    public int MaxSearches { get; set; } = 20_000;

    /// <summary>How many of its newest matches a search keeps. Default 1,000. 1 or more. Each takes about 100 bytes of memory and of the disk.</summary>
    public int MaxMatches { get; set; } = 1_000;

    /// <summary>How many matches are kept of all searches together; the oldest go first. Default 200,000. 1 or more.</summary>
    public int MaxMatchesOfAll { get; set; } = 200_000;
}
