using Microsoft.Extensions.Options;
using Search.Core;

namespace Search.Api.Hosting;

/// <summary>Fills an empty index from the corpus of the settings while the host already answers.</summary>
internal sealed partial class CorpusImport(
    ArticleIndex index,
    IOptions<SearchHostOptions> options,
    ImportStatus status,
    ILogger<CorpusImport> logger) : BackgroundService
{
    private const int FailuresLogged = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Gives the host's start its thread back before the corpus is touched.
        await Task.Yield();
        if (options.Value.ReadOnly || options.Value.CorpusPath is not { } path || index.GetStatistics().Articles > 0)
            return;

        status.Now = new(ImportState.Running);
        LogStarted(path);
        try
        {
            var corpus = Corpus.Read(path, new CorpusOptions { MaxRecordBytes = options.Value.MaxArticleBytes });
            var result = await index.AddAsync(corpus, new Reporter(status), stoppingToken);
            status.Now = new(ImportState.Done, result.Indexed + result.Replaced, result.FailedCount);
            foreach (var failure in result.Failed.Take(FailuresLogged))
                LogSkipped(failure.File, failure.Line, failure.Id, failure.Error);
            LogDone(path, result.Indexed, result.Replaced, result.FailedCount);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Fail("The host was stopped during the import.");
            LogStopped(path);
        }
#pragma warning disable CA1031 // Whatever ends the import must not end the host: it is shown in GET /v1/index and in the log.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Fail("The import was broken off; the host's log says why.");
            LogFailed(error, path);
        }
    }

    private void Fail(string why) => status.Now = status.Now with { State = ImportState.Failed, Error = why };

    // Progress<T> would post to the thread pool, where an early report can overtake a late one.
    private sealed class Reporter(ImportStatus status) : IProgress<AddProgress>
    {
        public void Report(AddProgress value) =>
            status.Now = new(ImportState.Running, value.Indexed + value.Replaced, value.Failed);
    }

    [LoggerMessage(LogLevel.Information, "Importing {Path} into the empty index.")]
    private partial void LogStarted(string path);

    [LoggerMessage(LogLevel.Information, "Imported {Path}: {Indexed} articles indexed, {Replaced} replaced, {Failed} records skipped.")]
    private partial void LogDone(string path, long indexed, long replaced, long failed);

    [LoggerMessage(LogLevel.Warning, "Skipped {File} record {Line} (id {Id}): {Error}")]
    private partial void LogSkipped(string? file, long line, string? id, string error);

    [LoggerMessage(LogLevel.Warning, "The import of {Path} was stopped with the host; delete the index folder to start it anew.")]
    private partial void LogStopped(string path);

    [LoggerMessage(LogLevel.Error, "The import of {Path} failed.")]
    private partial void LogFailed(Exception error, string path);
}

internal static class CorpusImportHosting
{
    public static void AddCorpusImport(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ImportStatus>();
        builder.Services.AddHostedService<CorpusImport>();
    }
}
