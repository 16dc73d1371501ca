using Lucene.Net.Codecs;
using Search.Core.Postings;

namespace Search.Benchmarks.Engines;

/// <summary>The codec that this project's indexes are written with.</summary>
internal static class OurCodec
{
    /// <summary>The codec, which Lucene then finds by its name.</summary>
    public static Codec Instance
    {
        get
        {
            Register();
            return ArticleCodec.Instance;
        }
    }

    /// <summary>To be called before an index is opened.</summary>
    public static void Register() => ArticleCodec.Register();
}
