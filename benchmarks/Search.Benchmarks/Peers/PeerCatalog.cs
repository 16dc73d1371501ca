using Search.Benchmarks.Commands;

namespace Search.Benchmarks.Peers;

/// <summary>The peers that this program knows, and the choice among them.</summary>
internal static class PeerCatalog
{
    public const string LuceneNet = "lucene-net", LuceneNetLean = "lucene-net-lean", LuceneNetSame = "lucene-net-same", Lucene8 = "lucene8", SqliteFts5 = "sqlite-fts5";

    private static readonly Func<Task<string?>> s_none = () => Task.FromResult<string?>(null);

    public static IReadOnlyList<Peer> All { get; } =
    [
        new(LuceneNet, "stock Lucene.Net 4.8: its codec, directory and queries, all fields of the product", ["index", "speed"], "", s_none),
        new(LuceneNetLean, "stock Lucene.Net 4.8, the few fields of the peer lucene8", ["index"], "", s_none),
        new(LuceneNetSame, "stock Lucene.Net 4.8, the same few fields and the same tokens as ours", ["index"], "", s_none),
        new(Lucene8, "Lucene 8.8 (Java)", ["highlight", "index", "speed"], Lucene8Peer.Install, Lucene8Peer.FindObstacleAsync),
        new(SqliteFts5, "SQLite FTS5 through Microsoft.Data.Sqlite", ["speed"], "", s_none),
    ];

    /// <summary>The peers that <c>--peers NAME,...|all|none</c> asks for; without the option, all that can be run.</summary>
    /// <exception cref="UsageException">A name is unknown to the command.</exception>
    /// <exception cref="PeerMissingException">A peer was named and cannot be run here.</exception>
    public static async Task<IReadOnlyList<Peer>> ChooseAsync(string command, CommandOptions options)
    {
        var names = options.List("peers");
        if (names is ["none"])
            return [];
        Peer[] known = [.. All.Where(peer => peer.Commands.Contains(command))];
        bool named = names is not (null or ["all"]);
        foreach (string name in named ? names! : [])
        {
            if (known.All(peer => peer.Name != name))
                throw new UsageException($"--peers: '{command}' knows {string.Join(", ", known.Select(peer => peer.Name))}, all and none, not '{name}'.");
        }

        var chosen = new List<Peer>();
        foreach (var peer in known.Where(peer => !named || names!.Contains(peer.Name)))
        {
            string? obstacle = await peer.FindObstacle();
            if (obstacle is null)
                chosen.Add(peer);
            else if (named)
                throw new PeerMissingException(obstacle);
            else
                await Console.Error.WriteLineAsync($"Left out: {obstacle}");
        }

        return chosen;
    }
}
