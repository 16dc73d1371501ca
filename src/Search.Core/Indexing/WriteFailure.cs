using Lucene.Net.Util;

namespace Search.Core.Indexing;

/// <summary>
/// Remembers that a writer has failed. When a flush fails, Lucene drops the articles that were buffered, whoever wrote them, and goes on; the next
/// commit would acknowledge them. So nothing is acknowledged any more until the index is opened again, as its last commit has it. Thread-safe.
/// </summary>
/// <remarks>
/// A failure comes here with its exception, which may take its time to travel while another thread commits. That buffered articles are dropped Lucene
/// tells at once and before any later flush, but only to the listener of its log; so this is one.
/// </remarks>
/// <param name="place">The folder, for the message.</param>
internal sealed class WriteFailure(string place) : InfoStream
{
    // How Lucene's writer of buffered documents says that it drops them.
    private const string Source = "DWPT", Dropped = "now abort";

    private Exception? _cause;
    private volatile bool _hasFailed;

    /// <summary>Runs a step that changes what the writer has; any error of it is a failure, but for the refusal of an article, which changes nothing.</summary>
    /// <exception cref="ArticleIndexException">The writer has failed before.</exception>
    public T Run<T>(Func<T> step)
    {
        ThrowIfAny();
        try
        {
            return step();
        }
        catch (Exception exception) when (exception is not InvalidRequestException)
        {
            Interlocked.CompareExchange(ref _cause, exception, null);
            _hasFailed = true;
            throw;
        }
    }

    /// <inheritdoc cref="Run{T}"/>
    public void Run(Action step) => Run(() =>
    {
        step();
        return true;
    });

    /// <summary>Runs the write of one article. What is wrong with the article alone costs nothing else: where Lucene drops others for it, it says so.</summary>
    /// <exception cref="ArticleIndexException">The writer has failed before.</exception>
    public void RunForArticle(Action step)
    {
        ThrowIfAny();
        try
        {
            step();
        }
        catch (Exception exception) when (_hasFailed || exception is IOException or OutOfMemoryException)
        {
            Interlocked.CompareExchange(ref _cause, exception, null);
            _hasFailed = true;
            throw;
        }
    }

    /// <exception cref="ArticleIndexException">The writer has failed.</exception>
    public void ThrowIfAny()
    {
        if (!_hasFailed)
            return;
        var cause = Volatile.Read(ref _cause);
        throw new ArticleIndexException(ArticleIndexError.WriteFailed,
            $"Writing to the index in '{place}' has failed{(cause is null ? "" : $" ({cause.Message})")}, and what was written since its last commit may be lost in part: "
            + "mend the cause, close the index and open it again, which goes on from the last commit, and repeat what was not acknowledged.", cause);
    }

    public override bool IsEnabled(string component) => component == Source;

    public override void Message(string component, string message)
    {
        if (message == Dropped)
            _hasFailed = true;
    }
}
