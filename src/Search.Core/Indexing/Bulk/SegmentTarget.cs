using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Indexing.Bulk;

/// <summary>Puts articles into segments of its own, which join the index whenever the memory is used up.</summary>
/// <param name="session">The index.</param>
/// <param name="joiner">Takes the segments; shared by the threads.</param>
/// <param name="memory">Bytes that a segment may take while it is built.</param>
/// <param name="storesAside">Whether another thread encodes and compresses the stored articles: where a processor is free.</param>
internal sealed class SegmentTarget(IndexSession session, SegmentJoiner joiner, long memory, bool storesAside = false) : IArticleTarget
{
    private const int LookEvery = 16;

    private readonly ArticleSegmentBuilder _builder = new(session.Chain, session.Schema, session.Options.Form, storesAside);
    private LuceneDirectory? _directory;
    private int _added;

    public AddOutcome Add(Article article)
    {
        if (_directory is null)
        {
            _directory = joiner.CreateDirectory();
            _builder.Start(_directory);
        }

        return _builder.Add(article);
    }

    public ValueTask<int> PauseAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(++_added % LookEvery == 0 && _builder.Bytes > memory ? Complete() : 0);

    public int Complete()
    {
        if (_directory is null)
            return 0;
        int replaced = 0;
        if (_builder.DocCount > 0)
        {
            _builder.Finish();
            replaced = joiner.Join(_directory, _builder.Ids);
        }

        Close();
        return replaced;
    }

    public void Dispose()
    {
        // What was not completed is given up.
        _builder.Dispose();
        Close();
    }

    private void Close()
    {
        if (_directory is not null)
            SegmentJoiner.Remove(_directory);
        _directory = null;
    }
}
