using Search.Core.Scoring;

namespace Search.Benchmarks.Game;

/// <summary>What an engine found.</summary>
/// <param name="IsSupported">Whether it can do the query at all.</param>
/// <param name="Count">The matches, where they were asked for.</param>
/// <param name="Documents">The best, in order, with the engine's own document numbers.</param>
internal readonly record struct GameAnswer(bool IsSupported, long Count, IReadOnlyList<ScoredDocument> Documents)
{
    public const string Unsupported = "UNSUPPORTED";

    public static GameAnswer Nothing { get; } = new(true, 0, []);

    public static GameAnswer NotSupported { get; } = new(false, 0, []);
}
