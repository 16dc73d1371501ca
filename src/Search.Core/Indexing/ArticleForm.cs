namespace Search.Core.Indexing;

/// <summary>What the articles of an index have beside their fields, by the format that it was created with: all of its articles or none.</summary>
internal enum ArticleForm
{
    /// <summary>Nothing: formats 1 to 3.</summary>
    Apart,

    /// <summary>Title and body together as one field more: format 4.</summary>
    Together,

    /// <summary>That field, in which the beginning of an article without a title counts twice, and a signature of what it is about: format 5 on.</summary>
    Signed,
}
