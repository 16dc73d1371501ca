using System.Diagnostics;
using Lucene.Net.Index;
using Search.Core;
using Search.Core.Postings;
using Search.Core.Storage;

namespace Search.Benchmarks.Game;

/// <summary>What comparing an index of ours with its checksums, its maxima and its lengths found.</summary>
/// <param name="Documents">Its documents.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Problems">What is wrong; nothing in a sound index.</param>
internal sealed record GameVerification(long Documents, double Seconds, IReadOnlyList<string> Problems)
{
    /// <summary>Reads every list once.</summary>
    public static GameVerification Of(string folder)
    {
        var clock = Stopwatch.StartNew();
        ArticleCodec.Register();
        using var directory = new ArticleDirectory(folder, StorageAccess.Mapped, readOnly: true);
        using var reader = DirectoryReader.Open(directory);
        string[] problems = [.. reader.Leaves.SelectMany(leaf => PostingsChecker.Check(leaf.AtomicReader))];
        return new GameVerification(reader.NumDocs, Math.Round(clock.Elapsed.TotalSeconds, 1), problems);
    }
}
