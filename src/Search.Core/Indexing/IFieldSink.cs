namespace Search.Core.Indexing;

/// <summary>Takes the fields of one article after the other (see <see cref="ArticleFields"/>, docs/index-format.md).</summary>
internal interface IFieldSink
{
    /// <summary>The id, one term.</summary>
    void AddId(string id);

    /// <summary>A text in the article's language: stems with lengths, and exact forms in a second field.</summary>
    void AddText(string field, IReadOnlyList<string> values, string? language);

    /// <summary>
    /// The stems of title and body together (<see cref="Postings.FieldNames.TitleAndBody"/>), behind both by themselves. Where the title has none, the first
    /// <paramref name="leadTokens"/> of the body count twice.
    /// </summary>
    void AddTitleAndBody(string title, string body, int leadTokens, string? language);

    /// <summary>Exact forms with positions, nothing else.</summary>
    void AddWords(string field, IReadOnlyList<string> values);

    /// <summary>One term, documents only.</summary>
    void AddKeyword(string field, string folded);

    /// <summary>One value of a set of doc values.</summary>
    void AddValue(string field, string value);

    /// <summary>Bytes as doc values.</summary>
    void AddBytes(string field, byte[] value);

    /// <summary>A number as doc values.</summary>
    void AddNumber(string field, long value);
}
