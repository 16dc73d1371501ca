using Search.Core.Postings;

namespace Search.Core;

/// <summary>For applications that use Lucene.Net themselves beside this library.</summary>
public static class LuceneInterop
{
    /// <summary>
    /// Makes Lucene.Net in this process able to open the segments that this library writes, under a folder's <c>generations</c>: their codec is
    /// found by its name from then on. The codec factory that is set is wrapped, so that the application's own codecs are found as before.
    /// Opening an <see cref="ArticleIndex"/> does the same.
    /// </summary>
    /// <remarks>
    /// Call it once at the start, after the application has set a codec factory of its own; a factory that is set later hides the codec until
    /// the next call or the next opening of an index. Further calls do nothing. Thread-safe.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The codec factory is being replaced at the same time.</exception>
    public static void RegisterCodec() => ArticleCodec.Register();
}
