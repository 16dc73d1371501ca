namespace Search.Core.Articles;

/// <summary>The members of an article that a record can give.</summary>
internal enum ArticleMember
{
    Id,
    Title,
    Body,
    Date,
    Source,
    Url,
    Authors,
    Language,

    /// <summary>Not a member: one of the caller's fields.</summary>
    Field,

    /// <summary>The object whose members are the caller's fields.</summary>
    Fields,

    /// <summary>Written by <see cref="ArticleJson.Write"/>, so that an exported article comes back as it was.</summary>
    TitleDerived,
}
