using Lucene.Net.Index;
using Lucene.Net.Store;

namespace Search.Core.Indexing;

/// <summary>Says in the library's own words what Lucene's exceptions mean for an index folder.</summary>
internal static class LuceneErrors
{
    /// <summary>True for the exceptions that a missing, shortened or altered file causes.</summary>
    public static bool IsDamage(Exception exception) => exception is CorruptIndexException or EndOfStreamException
        or InvalidDataException or FileNotFoundException or DirectoryNotFoundException
        || IsFailedCheckOfLucene(exception) || IsWrapped(exception);

    /// <summary>Lucene's doc values wrap what reading them throws.</summary>
    private static bool IsWrapped(Exception exception) =>
        exception.GetType().Assembly == typeof(IndexReader).Assembly && exception.InnerException is { } inner && IsDamage(inner);

    /// <summary>
    /// Lucene reports many a failed check of a file as a bare IOException, and runs out of an array's bounds on altered data that it does
    /// not check; where the exception began tells those from a full disk or a mistake of ours.
    /// </summary>
    private static bool IsFailedCheckOfLucene(Exception exception) =>
        exception.TargetSite?.Module.Assembly == typeof(IndexReader).Assembly
        && (exception.GetType() == typeof(IOException)
            || exception is IndexOutOfRangeException or ArgumentException or OverflowException or InvalidOperationException or NullReferenceException);

    /// <summary>What to throw in an exception's place; null when it says enough itself.</summary>
    public static Exception? Translate(Exception exception, string place) => exception switch
    {
        ArticleIndexException or InvalidRequestException or OperationCanceledException or ObjectDisposedException => null,
        IndexFormatTooNewException or IndexFormatTooOldException => new ArticleIndexException(ArticleIndexError.FutureFormat,
            $"The files in '{place}' were written by a version of Lucene that this library does not read: {exception.Message}", exception),
        IndexNotFoundException => new ArticleIndexException(ArticleIndexError.Damaged,
            $"The index in '{place}' has no readable commit: restore the folder from a copy, or build the index anew.", exception),
        LockObtainFailedException => new ArticleIndexException(ArticleIndexError.Locked,
            $"The index in '{place}' is open for writing elsewhere: close the other writer, or open this one with OpenMode.ReadOnly.", exception),
        _ when IsDamage(exception) => new ArticleIndexException(ArticleIndexError.Damaged,
            $"The index in '{place}' is damaged: {exception.Message} Restore the folder from a copy, or build the index anew.", exception),
        _ => null,
    };
}
