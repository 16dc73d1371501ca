namespace Search.Core;

/// <summary>How long a stage of a search took.</summary>
/// <param name="Stage">
/// <c>parse</c> (text to tree), <c>plan</c> (tree to terms and weights), <c>feedback</c> (a first search for words of the best articles, for the
/// thorough profile), <c>retrieve</c> (the best articles and their number), <c>load</c> (stored articles), <c>highlight</c>, <c>explain</c>,
/// <c>facets</c> or <c>didYouMean</c> (where words are rare enough to be misspelt). A stage that was not needed is left out.
/// </param>
/// <param name="Time">The time of the clock.</param>
public readonly record struct StageTime(string Stage, TimeSpan Time);
