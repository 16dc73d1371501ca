using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Tests.Indexing;

/// <summary>A directory that tells of each file before it is created: a test does something then, or fails it.</summary>
internal sealed class WatchedDirectory(LuceneDirectory directory, Action<string> creating) : FilterDirectory(directory)
{
    public override IndexOutput CreateOutput(string name, IOContext context)
    {
        creating(name);
        return base.CreateOutput(name, context);
    }
}
