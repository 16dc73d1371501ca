using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Storage;

/// <summary>A folder whose files are wanted elsewhere: copying one into another folder of the same volume moves it.</summary>
/// <param name="directory">The folder; disposed with this one.</param>
internal sealed class MovedDirectory(ArticleDirectory directory) : FilterDirectory(directory)
{
    /// <summary>The folder, absolute.</summary>
    public string FolderPath => directory.FolderPath;

    /// <inheritdoc/>
    public override void Copy(LuceneDirectory to, string src, string dest, IOContext context)
    {
        if (to is not ArticleDirectory target || !target.TryTake(Path.Combine(FolderPath, src), dest))
            base.Copy(to, src, dest, context);
    }
}
