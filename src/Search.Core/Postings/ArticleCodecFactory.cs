using Lucene.Net.Codecs;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>Finds our codec by its name, and every other one through the factory that was there before. Thread-safe if that one is.</summary>
internal sealed class ArticleCodecFactory(ICodecFactory former) : ICodecFactory, IServiceListable
{
    /// <exception cref="NotSupportedException">The former factory does not list its codecs.</exception>
    public ICollection<string> AvailableServices => former is IServiceListable listable
        ? [.. listable.AvailableServices.Append(ArticleCodec.CodecName).Append(FormerArticleCodec.CodecName).Distinct(StringComparer.Ordinal)]
        : throw new NotSupportedException("The codec factory of the application does not list its codecs.");

    public Codec GetCodec(string name) => name switch
    {
        ArticleCodec.CodecName => ArticleCodec.Instance,
        FormerArticleCodec.CodecName => FormerArticleCodec.Instance,
        _ => former.GetCodec(name),
    };
}
