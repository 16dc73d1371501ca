namespace Search.Core.Matching;

/// <summary>The stems of what a word is when it is written as one with the word before or behind it; null where that is no word of the archive.</summary>
internal readonly record struct NeighbourStems(string? WithPrevious, string? WithNext);
