using Lucene.Net.Codecs;
using Lucene.Net.Codecs.Lucene46;

namespace Search.Core.Postings;

/// <summary>The codec of segments of index format 2, which differs in the stored fields alone: they are Lucene's. Read and merged away, never written by us.</summary>
[CodecName(CodecName)]
internal sealed class FormerArticleCodec() : FilterCodec(new Lucene46Codec())
{
    public const string CodecName = "SearchArticles1";

    private readonly ArticlePostingsFormat _postings = new();
    private readonly ArticleNormsFormat _norms = new();

    public static FormerArticleCodec Instance { get; } = new();

    public override PostingsFormat PostingsFormat => _postings;

    public override NormsFormat NormsFormat => _norms;
}
