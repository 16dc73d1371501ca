using System.Text.Json;

namespace Search.Core;

/// <summary>Articles as JSON: the form of JSON Lines corpora and of the HTTP interface.</summary>
public static class ArticleJson
{
    /// <summary>Reads one article from a JSON object. Common names are recognised; unknown members become fields.</summary>
    /// <param name="utf8Json">One JSON object in UTF-8. Escaped unpaired surrogates are kept.</param>
    /// <param name="options">Mapping and cleaning; null for the defaults (nothing is cleaned).</param>
    /// <param name="id">The id to use, in place of one in the object; null to take it from there.</param>
    /// <exception cref="FormatException">The JSON is not an article; the message says what to change.</exception>
    public static Article Read(ReadOnlySpan<byte> utf8Json, CorpusOptions? options = null, string? id = null) => throw new NotImplementedException();

    /// <summary>Writes an article as a JSON object.</summary>
    /// <param name="writer">Where to write to.</param>
    /// <param name="article">The article.</param>
    /// <param name="original">Whether title and body are written as they came, before cleaning.</param>
    public static void Write(Utf8JsonWriter writer, Article article, bool original = false) => throw new NotImplementedException();

    /// <summary>Applies a JSON merge patch (RFC 7396): members replace, null removes, fields merge by name.</summary>
    /// <exception cref="FormatException">The patch does not fit an article, or would change its id.</exception>
    public static Article Merge(Article article, ReadOnlySpan<byte> utf8Patch) => throw new NotImplementedException();
}
