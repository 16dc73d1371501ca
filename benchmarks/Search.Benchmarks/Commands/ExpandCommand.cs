using Search.Benchmarks.Expansion;
using Search.Benchmarks.Game;

namespace Search.Benchmarks.Commands;

/// <summary>Writes a corpus of any size for measurements of growth, made of the sentences of given articles.</summary>
internal sealed class ExpandCommand : ICommand
{
    public string Name => "expand";

    public string Summary => "a corpus of any size out of given articles, always the same";

    public string Usage => "OUT N ARTICLES...";

    public Task<int> RunAsync(CommandOptions options)
    {
        string path = options.Positional("OUT");
        int documents = options.PositionalNumber("N", 1);
        var articles = options.PositionalFiles("ARTICLES");
        options.Done();
        var expander = new CorpusExpander(GameCorpus.Read(articles));
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        GameCorpus.Write(expander.Documents(documents), file);
        Console.Error.WriteLine($"{documents:N0} documents, {file.Length / 1e6:N0} MB: {Path.GetFileName(path)}");
        return Task.FromResult(0);
    }
}
