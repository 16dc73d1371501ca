using Search.Core;

namespace Search.Benchmarks.Measuring;

/// <summary>Several files of articles as one sequence, read by the library's own reader for every .NET engine alike.</summary>
internal sealed class CorpusFiles(IReadOnlyList<string> paths)
{
    /// <summary>Records that could not be read so far.</summary>
    public long Skipped { get; private set; }

    public async IAsyncEnumerable<Article> ReadAsync()
    {
        foreach (string path in paths)
        {
            await foreach (var record in Corpus.Read(path).ReadRecordsAsync(CancellationToken.None))
            {
                if (record.Article is { } article)
                {
                    yield return article;
                }
                else
                {
                    Skipped++;
                    await Console.Error.WriteLineAsync($"{Path.GetFileName(path)}:{record.Line}: left out, {record.Failure?.Error}");
                }
            }
        }
    }
}
