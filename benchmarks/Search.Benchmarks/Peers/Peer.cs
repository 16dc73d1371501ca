namespace Search.Benchmarks.Peers;

/// <summary>Another engine, or another way of using one, that can be measured beside ours.</summary>
/// <param name="Name">How <c>--peers</c> calls it.</param>
/// <param name="What">What it is.</param>
/// <param name="Commands">The commands that know it.</param>
/// <param name="Install">How to install it; empty when it comes with this program.</param>
/// <param name="FindObstacle">Tells why it cannot be run here; null when it can.</param>
internal sealed record Peer(string Name, string What, IReadOnlyList<string> Commands, string Install, Func<Task<string?>> FindObstacle);
