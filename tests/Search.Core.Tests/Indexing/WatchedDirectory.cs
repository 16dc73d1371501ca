using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Tests.Indexing;

/// <summary>A directory that tells of each file before it is created or opened: a test does something then, or fails it.</summary>
internal sealed class WatchedDirectory(LuceneDirectory directory, Action<string>? creating, Action<string>? opening) : FilterDirectory(directory)
{
    public override IndexOutput CreateOutput(string name, IOContext context)
    {
        creating?.Invoke(name);
        return base.CreateOutput(name, context);
    }

    public override IndexInput OpenInput(string name, IOContext context)
    {
        opening?.Invoke(name);
        return base.OpenInput(name, context);
    }
}
