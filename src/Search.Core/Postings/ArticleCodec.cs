using Lucene.Net.Codecs;
using Lucene.Net.Codecs.Compressing;
using Lucene.Net.Codecs.Lucene46;

namespace Search.Core.Postings;

/// <summary>
/// The codec of an index's segments (docs/postings-format.md): postings, positions, exact lengths and maxima are ours, and so are the compression
/// of stored fields and the file of signatures; all else is Lucene 4.6's.
/// Thread-safe.
/// </summary>
[CodecName(CodecName)]
internal sealed class ArticleCodec() : FilterCodec(new Lucene46Codec())
{
    /// <summary>The name that segments carry.</summary>
    public const string CodecName = "SearchArticles2";

    private static readonly Lock s_gate = new();

    private readonly ArticlePostingsFormat _postings = new();
    private readonly ArticleNormsFormat _norms = new();
    private readonly CompressingStoredFieldsFormat _stored = new("SearchStored", ZstdCompression.Instance, ZstdCompression.BlockBytes);

    private readonly ArticleDocValuesFormat _values = new(new Lucene46Codec().DocValuesFormat);

    /// <summary>The codec that the process writes with.</summary>
    public static ArticleCodec Instance { get; } = new();

    public override PostingsFormat PostingsFormat => _postings;

    public override NormsFormat NormsFormat => _norms;

    public override DocValuesFormat DocValuesFormat => _values;

    public override StoredFieldsFormat StoredFieldsFormat => _stored;

    /// <summary>
    /// Makes Lucene find the codec by its name. The factory of the process is wrapped and never replaced, so that an application's own codecs
    /// are found as before. To be called before an index is opened; costs next to nothing when nothing is to be done.
    /// </summary>
    /// <exception cref="InvalidOperationException">Lucene does not take the factory, or another thread replaces it all the time.</exception>
    public static void Register()
    {
        if (IsRegistered())
            return;
        lock (s_gate)
        {
            if (IsRegistered())
                return;
            Codec.SetCodecFactory(new ArticleCodecFactory(Codec.GetCodecFactory()));
            if (!IsRegistered())
            {
                throw new InvalidOperationException($"The codec {CodecName} cannot be found after it was registered, because something else sets Lucene's codec factory at "
                    + "the same time: set your own factory once, before an index is opened, and call LuceneInterop.RegisterCodec() after it.");
            }
        }
    }

    private static bool IsRegistered()
    {
        var factory = Codec.GetCodecFactory();
        if (factory is ArticleCodecFactory)
            return true;
        try
        {
            // An application may have wrapped our factory in its own.
            return factory.GetCodec(CodecName) is ArticleCodec;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
