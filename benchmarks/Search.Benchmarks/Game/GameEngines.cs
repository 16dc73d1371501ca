using Search.Benchmarks.Commands;

namespace Search.Benchmarks.Game;

/// <summary>The engines that play the game within this program.</summary>
internal static class GameEngines
{
    public static IReadOnlyList<IGameEngine> All { get; } = [new OurGameEngine(), new StockGameEngine(), new SqliteGameEngine()];

    /// <exception cref="UsageException">There is none with that name.</exception>
    public static IGameEngine Get(string name) => All.FirstOrDefault(engine => engine.Name == name)
        ?? throw new UsageException($"--engine is one of {string.Join(", ", All.Select(engine => engine.Name))}, not '{name}'.");
}
