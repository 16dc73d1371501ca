namespace Search.Core;

/// <summary>What part of a score is owed to what; the top details add up to the value.</summary>
/// <param name="Value">The contribution.</param>
/// <param name="Description">What it is owed to, for a human.</param>
/// <param name="Details">How it came about.</param>
public sealed record Explanation(double Value, string Description, IReadOnlyList<Explanation> Details);
