namespace Search.Core;

/// <summary>Why an index could not be opened or used.</summary>
public enum ArticleIndexError
{
    /// <summary>There is no index in the folder, and the mode was <see cref="OpenMode.Existing"/> or <see cref="OpenMode.ReadOnly"/>.</summary>
    Missing,

    /// <summary>Another process, or another instance in this one, has the index open for writing.</summary>
    Locked,

    /// <summary>The folder holds something else than an index of this library.</summary>
    Foreign,

    /// <summary>The index was written by a later version of the library.</summary>
    FutureFormat,

    /// <summary>A file of the index is missing, truncated or altered.</summary>
    Damaged,

    /// <summary>The options do not agree with the settings that the index was created with.</summary>
    SettingsDiffer,

    /// <summary>The index was opened with <see cref="OpenMode.ReadOnly"/>.</summary>
    ReadOnly,

    /// <summary>The folder to write to, of <see cref="ArticleIndex.ExportAsync"/>, is not empty or is a file.</summary>
    NotEmpty,

    /// <summary>Writing failed earlier, as when the disk was full, and took articles with it that were not acknowledged. Searches go on; close the
    /// index and open it again to write.</summary>
    WriteFailed,
}

/// <summary>An index could not be opened or used; the message says what to change.</summary>
public sealed class ArticleIndexException : IOException
{
    /// <summary>Creates one.</summary>
    public ArticleIndexException(ArticleIndexError error, string message, Exception? innerException = null)
        : base(message, innerException) => Error = error;

    /// <summary>What is wrong.</summary>
    public ArticleIndexError Error { get; }
}
