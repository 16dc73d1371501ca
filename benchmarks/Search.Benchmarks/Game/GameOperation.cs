using System.Globalization;
using Search.Benchmarks.Commands;

namespace Search.Benchmarks.Game;

/// <summary>What the game asks of a query: how many of the best, and whether the number of matches.</summary>
internal readonly record struct GameOperation(string Name, int K, bool WantsCount)
{
    public static IReadOnlyList<GameOperation> All { get; } =
    [
        new("COUNT", 0, true),
        new("TOP_10", 10, false), new("TOP_100", 100, false), new("TOP_1000", 1000, false),
        new("TOP_10_COUNT", 10, true), new("TOP_100_COUNT", 100, true),
    ];

    /// <summary>The operation with that name; null when it is none of the game's.</summary>
    public static GameOperation? Find(string name) => All.Where(each => each.Name == name).Select(each => (GameOperation?)each).FirstOrDefault();

    /// <exception cref="UsageException">There is none with that name.</exception>
    public static GameOperation Get(string name) =>
        Find(name) ?? throw new UsageException($"'{name}' is none of {string.Join(", ", All.Select(each => each.Name))}.");

    /// <summary>What the protocol answers.</summary>
    public string Line(in GameAnswer answer) =>
        !answer.IsSupported ? GameAnswer.Unsupported : WantsCount ? answer.Count.ToString(CultureInfo.InvariantCulture) : "1";
}
