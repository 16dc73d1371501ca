using System.Text.Json;
using Search.Core.Articles;

namespace Search.Core;

/// <summary>Articles as JSON: the form of JSON Lines corpora and of the HTTP interface.</summary>
/// <remarks>Thread-safe.</remarks>
public static class ArticleJson
{
    private static readonly CorpusOptions Defaults = new();

    /// <summary>Reads one article from a JSON object. Common names are recognised; unknown members become fields.</summary>
    /// <remarks>An article without a title gets one from its body; one without an id gets one from its contents.</remarks>
    /// <param name="utf8Json">One JSON object in UTF-8. Escaped unpaired surrogates are kept.</param>
    /// <param name="options">Mapping and cleaning; null for the defaults (nothing is cleaned).</param>
    /// <param name="id">The id to use, in place of one in the object; null to take it from there.</param>
    /// <exception cref="FormatException">The JSON is not an article; the message says what to change.</exception>
    public static Article Read(ReadOnlySpan<byte> utf8Json, CorpusOptions? options = null, string? id = null)
    {
        var context = new RecordContext(options ?? Defaults);
        JsonRecord.Read(utf8Json, context.Names, context.Draft);
        return context.Build(id, out _) ?? throw new FormatException(context.Draft.Error);
    }

    /// <summary>Writes an article as a JSON object.</summary>
    /// <remarks>
    /// Members in this order, null where there is no value: <c>id</c>, <c>title</c>, <c>titleDerived</c>, <c>date</c>, <c>source</c>,
    /// <c>url</c>, <c>authors</c>, <c>language</c>, <c>fields</c> (an object) and <c>body</c>. JSON has no unpaired surrogates: each is
    /// written as U+FFFD, so that offsets stay what they are.
    /// </remarks>
    /// <param name="writer">Where to write to.</param>
    /// <param name="article">The article.</param>
    /// <param name="original">Whether title and body are written as they came, before cleaning and without a derived title.</param>
    public static void Write(Utf8JsonWriter writer, Article article, bool original = false)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(article);
        bool titleDerived = article.TitleDerived && !original;
        string? title = !original ? article.Title
            : article.Original is { } came ? came.Title
            : article.TitleDerived ? null : article.Title;
        writer.WriteStartObject();
        JsonOutput.WriteText(writer, "id", article.Id);
        JsonOutput.WriteText(writer, "title", title);
        writer.WriteBoolean("titleDerived", titleDerived);
        JsonOutput.WriteText(writer, "date", article.Date?.ToString());
        JsonOutput.WriteText(writer, "source", article.Source);
        JsonOutput.WriteText(writer, "url", article.Url);
        writer.WriteStartArray("authors");
        foreach (string author in article.Authors)
            JsonOutput.WriteText(writer, author);
        writer.WriteEndArray();
        JsonOutput.WriteText(writer, "language", article.Language);
        JsonOutput.WriteFields(writer, "fields", article.Fields);
        JsonOutput.WriteText(writer, "body", original ? article.Original?.Body ?? article.Body : article.Body);
        writer.WriteEndObject();
    }

    /// <summary>Applies a JSON merge patch (RFC 7396): members replace, null removes, fields merge by name.</summary>
    /// <remarks>
    /// Names are recognised as by <see cref="Read"/>. A title that was derived follows a new body. A new body or title has no
    /// <see cref="Article.Original"/> of its own: nothing of it was cleaned.
    /// </remarks>
    /// <param name="article">The article to change.</param>
    /// <param name="utf8Patch">One JSON object in UTF-8.</param>
    /// <returns>The changed article.</returns>
    /// <exception cref="FormatException">The patch does not fit an article, or would change its id.</exception>
    public static Article Merge(Article article, ReadOnlySpan<byte> utf8Patch)
    {
        ArgumentNullException.ThrowIfNull(article);
        return ArticlePatch.Apply(article, utf8Patch);
    }
}
