using Search.Benchmarks.Peers;
using Search.Benchmarks.Reports;

namespace Search.Benchmarks.Commands;

/// <summary>Tells what can be measured beside ours on this machine.</summary>
internal sealed class PeersCommand : ICommand
{
    public string Name => "peers";

    public string Summary => "what can be run here and how to install it";

    public string Usage => "";

    public async Task<int> RunAsync(CommandOptions options)
    {
        options.Done();
        foreach (var peer in PeerCatalog.All)
        {
            string? obstacle = await peer.FindObstacle();
            Console.WriteLine($"{peer.Name}: {peer.What}");
            Console.WriteLine($"  for {string.Join(", ", peer.Commands)}; {(obstacle is null ? "ready" : "cannot be run: " + obstacle)}");
            if (peer.Install.Length > 0)
                Console.WriteLine($"  install: {peer.Install}");
        }

        Console.WriteLine($"\nMachine: {Report.Node(Machine.Describe())!.ToJsonString(Report.Line)}");
        return 0;
    }
}
