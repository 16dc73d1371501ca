using Lucene.Net.Codecs;
using Search.Core.Postings;

namespace Search.Benchmarks.Engines;

/// <summary>The codec that this project's indexes are written with.</summary>
internal static class OurCodec
{
    /// <summary>It is known to Lucene once it was asked for, as reading needs too.</summary>
    public static Codec Instance
    {
        get
        {
            ArticleCodec.Register();
            return ArticleCodec.Instance;
        }
    }
}
