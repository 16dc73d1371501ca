namespace Search.Core;

/// <summary>What the log of searches keeps. Off by default: what people look for is their own affair.</summary>
public sealed record SearchLogOptions
{
    /// <summary>Whether searches are logged. Default: false.</summary>
    public bool Enabled { get; set; }

    /// <summary>A search that takes at least so long is a slow one. Default 500 ms. 0 or more.</summary>
    public TimeSpan SlowerThan { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many queries each of the two lists keeps; the ones not seen for longest go first. Default 1,000. 1 to 100,000.</summary>
    public int Capacity { get; set; } = 1_000;
}
