using System.Text.Json;
using Search.Benchmarks.Engines;
using Search.Benchmarks.Game;
using Search.Benchmarks.Reports;

namespace Search.Benchmarks.Speed;

/// <summary>One corpus indexed by several engines, below one folder; an index that is already there is used again.</summary>
internal sealed class EngineIndexes(string root, IReadOnlyList<string> corpus, long documents, int segments)
{
    public string FolderOf(string engine) => Path.Combine(root, segments == 1 ? engine : $"{engine}-{segments}");

    /// <summary>Builds what is not there for this corpus.</summary>
    public async Task<GameIndexRun> EnsureAsync(EngineProcess engine)
    {
        string folder = FolderOf(engine.Name), mark = folder + ".json", key = Key(engine);
        if (File.Exists(mark) && JsonSerializer.Deserialize<Mark>(await File.ReadAllTextAsync(mark), Report.Json) is { } found && found.Corpus == key)
        {
            await Console.Error.WriteLineAsync($"{engine.Name}: the index is there");
            return found.Run;
        }

        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        File.Delete(mark);
        await Console.Error.WriteLineAsync($"{engine.Name}: indexing");
        var run = await engine.IndexAsync(folder, stream => GameCorpus.Write(GameCorpus.Read(corpus), stream), segments, (int)((documents + segments - 1) / segments));
        await File.WriteAllTextAsync(mark, JsonSerializer.Serialize(new Mark(key, run), Report.Json));
        return run;
    }

    private string Key(EngineProcess engine)
    {
        string files = string.Join(", ", corpus.Select(path => $"{Path.GetFileName(path)} {new FileInfo(path).Length}"));
        return engine.Name == EngineProcess.Ours ? $"{files}, codec {OurCodec.Instance.Name}" : files;
    }

    private sealed record Mark(string Corpus, GameIndexRun Run);
}
