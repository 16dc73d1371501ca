using Lucene.Net.Codecs;

namespace Search.Benchmarks.Engines;

/// <summary>The codec that this project's indexes are written with.</summary>
internal static class OurCodec
{
    public static Codec Instance => Codec.Default;
}
