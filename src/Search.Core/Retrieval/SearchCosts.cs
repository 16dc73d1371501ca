namespace Search.Core.Retrieval;

/// <summary>
/// By what a search chooses among ways that find the same. The numbers were measured; tests draw others, so that ways that pay off in large archives alone, or hardly ever, are held to the law as
/// well.
/// </summary>
internal sealed record SearchCosts
{
    /// <summary>What was measured.</summary>
    public static SearchCosts Measured { get; } = new();

    /// <summary>How many times as much windows of 4,096 documents cost; 0 where they are never too many for their lists to be read as a whole instead.</summary>
    public double Windows { get; init; } = 1;

    /// <summary>How many times as long lists may be whose documents are looked at before all others.</summary>
    public double Leading { get; init; } = 1;

    /// <summary>How many times as much it costs to look a document up in a list; 0 where lists are never read for it.</summary>
    public double LookUps { get; init; } = 1;

    /// <summary>Whether documents that have two of the weightiest words are looked at before windows.</summary>
    public bool HasPairs { get; init; } = true;

    /// <summary>The part of the windows that is visited best first, for a threshold: one of so many.</summary>
    public int SampledPart { get; init; } = 4;

    /// <summary>How many times as many documents of a range are bounded one by one.</summary>
    public double Singles { get; init; } = 1;

    /// <summary>From so many scoring leaves on, most are taken for words that only score beside what is required.</summary>
    public int ManyLeaves { get; init; } = 16;
}
