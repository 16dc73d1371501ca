using Lucene.Net.Codecs;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Postings;

namespace Search.Core.Indexing.Bulk;

/// <summary>
/// The stored articles of a segment under construction, which are written as they come. Where a processor is free, another thread
/// encodes and compresses them, a batch at a time, while the next articles are inverted. Not thread-safe.
/// </summary>
/// <param name="writer">Used by one thread at a time, and closed here.</param>
/// <param name="aside">Whether another thread does it.</param>
internal sealed class StoredColumn(StoredFieldsWriter writer, bool aside) : IDisposable
{
    private const int BatchArticles = 64;
    private const int BatchCharacters = 1 << 18;

    private readonly StoredField _value = new(FieldNames.Stored, new BytesRef());
    private List<Article?> _batch = [];
    private List<Article?> _spare = [];
    private Task _writing = Task.CompletedTask;
    private FieldInfo? _field;
    private int _characters;

    /// <summary>Whether a document has an article.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Adds the next document's article, or none.</summary>
    /// <param name="article">The article, which nobody changes any more.</param>
    /// <param name="field">The field of the articles, for all of a segment the same.</param>
    /// <exception cref="IOException">It, or one of those before it, could not be written.</exception>
    public void Add(Article? article, FieldInfo? field)
    {
        IsUsed |= article is not null;
        _field ??= field;
        if (!aside)
        {
            Write(article);
            return;
        }

        _batch.Add(article);
        _characters += (article?.Body.Length ?? 0) + (article?.Original?.Body.Length ?? 0);
        if (_batch.Count >= BatchArticles || _characters >= BatchCharacters)
            HandOver();
    }

    /// <summary>Ends the segment's stored fields.</summary>
    public void Finish(FieldInfos fields, int documents)
    {
        HandOver();
        _writing.GetAwaiter().GetResult();
        writer.Finish(fields, documents);
    }

    public void Dispose()
    {
        try
        {
            _writing.GetAwaiter().GetResult();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Gives the batch to the other thread once it has written the one before: no more than two are in memory.</summary>
    private void HandOver()
    {
        _writing.GetAwaiter().GetResult();
        var batch = _batch;
        (_batch, _spare) = (_spare, _batch);
        _characters = 0;
        _writing = Task.Run(() =>
        {
            foreach (var article in batch)
                Write(article);
            batch.Clear();
        });
    }

    private void Write(Article? article)
    {
        writer.StartDocument(article is null ? 0 : 1);
        if (article is not null)
        {
            _value.SetBytesValue(new BytesRef(StoredArticle.Encode(article)));
            writer.WriteField(_field, _value);
        }

        writer.FinishDocument();
    }
}
