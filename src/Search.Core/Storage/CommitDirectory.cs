using Lucene.Net.Index;
using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Storage;

/// <summary>
/// The files of one commit and no others, to read. Lucene finds a commit by the names in a directory and opens the newest, whose files may go at any
/// time where only an older one is held.
/// </summary>
/// <param name="directory">Where the files are; disposed with this one, which therefore stays undisposed where others use the files.</param>
/// <param name="commit">Held by the caller, so that its files stay.</param>
internal sealed class CommitDirectory(LuceneDirectory directory, IndexCommit commit) : FilterDirectory(directory)
{
    private readonly HashSet<string> _names = [.. commit.FileNames];

    /// <inheritdoc/>
    public override string[] ListAll() => [.. _names];

    /// <inheritdoc/>
    [Obsolete("Lucene's interface has it.")]
    public override bool FileExists(string name) => _names.Contains(name);

    /// <inheritdoc/>
    public override IndexInput OpenInput(string name, IOContext context) => _names.Contains(name)
        ? base.OpenInput(name, context)
        : throw new FileNotFoundException($"The file '{name}' is not of the commit '{commit.SegmentsFileName}'.", name);
}
