namespace Search.Benchmarks.Highlighting;

/// <summary>A query and the hits to highlight for it, best first; ids and documents run in parallel.</summary>
internal sealed record QueryHits(string Query, IReadOnlyList<string> Ids, IReadOnlyList<int> Documents);
