namespace Search.Benchmarks.Game;

/// <summary>What a process that has just started waits for its first answer, its own compiling included.</summary>
/// <param name="OpenMillis">Opening the index.</param>
/// <param name="FirstQueryMillis">The first query.</param>
/// <param name="CacheEvicted">Whether the files had to come from the disk; otherwise they may have been in memory.</param>
internal sealed record ColdOpen(double OpenMillis, double FirstQueryMillis, bool CacheEvicted);
