namespace Search.Core.Articles;

/// <summary>
/// What the records of one file have in common, and the last steps that all of them take: id, cleaning, title. Not thread-safe.
/// </summary>
/// <param name="options">How to read.</param>
/// <param name="file">The file's name for failures; null for a stream without one.</param>
/// <param name="baseName">The name that ids begin with; null or empty for none.</param>
internal sealed class RecordContext(CorpusOptions options, string? file = null, string? baseName = null)
{
    public CorpusOptions Options => options;

    public string? BaseName => baseName;

    public MemberNames Names { get; } = MemberNames.For(options);

    /// <summary>The draft that the file's records take turns in.</summary>
    public ArticleDraft Draft { get; } = new();

    public CorpusRecord Fail(long line, string error, string? id = null) => new(null, new RecordFailure(file, line, id, error), file, line);

    public CorpusRecord FailTooLong(long line) => Fail(line,
        $"The record is longer than {options.MaxRecordBytes:N0} bytes: split it, or raise {nameof(CorpusOptions.MaxRecordBytes)}.");

    /// <summary>The record of a draft whose values are all set.</summary>
    public CorpusRecord Finish(long line)
    {
        var article = Build(null, out string? id);
        return article is null ? Fail(line, Draft.Error!, id) : new CorpusRecord(article, null, file, line);
    }

    /// <summary>The article of a text file.</summary>
    public CorpusRecord FinishText(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Fail(1, "The file has no text.", baseName);
        string id = string.IsNullOrEmpty(baseName) ? ArticleId.ForRecord(null, null, null, null, text) : baseName;
        if (ArticleId.Problem(id) is { } problem)
            return Fail(1, problem + " It was made from the file's name.", id);
        var article = new Article { Id = id, Body = text };
        return new CorpusRecord(DerivedTitle.Ensure(options.Clean ?? true ? options.CleaningRules.CleanFile(article) : article), null, file, 1);
    }

    /// <summary>The article of the draft; null when it has an error.</summary>
    /// <param name="givenId">The id to use in place of the record's; null for none.</param>
    /// <param name="id">The article's id, also of one that cannot be built; null when there is none.</param>
    public Article? Build(string? givenId, out string? id)
    {
        id = givenId ?? Draft.GetText(ArticleMember.Id);
        string title = Draft.GetText(ArticleMember.Title) ?? "";
        string body = Draft.GetBody() ?? "";
        string? url = Draft.GetText(ArticleMember.Url);
        var date = Draft.GetDate();
        if (id is null)
            id = ArticleId.ForRecord(baseName, url, title, date, body);
        else if (givenId is null && options.PrefixIdsWithFileName && !string.IsNullOrEmpty(baseName))
            id = $"{baseName}/{id}";
        if (ArticleId.Problem(id) is { } problem)
            Draft.Fail(problem);
        var article = new Article
        {
            Id = id,
            Title = title,
            TitleDerived = title.Length > 0 && Draft.IsTrue(ArticleMember.TitleDerived),
            Body = body,
            Date = date,
            Source = Draft.GetText(ArticleMember.Source),
            Url = url,
            Authors = Draft.GetAuthors() ?? [],
            Language = Draft.GetText(ArticleMember.Language),
            Fields = Draft.Fields ?? Article.EmptyFields,
        };
        // Columns that nobody recognised: indexing every record as nothing would hide it.
        if (!Draft.HasText)
            Draft.Fail("The record has neither a title nor a body: name its members title and body, or map their names with FieldMap.");
        return Draft.Error is not null ? null : DerivedTitle.Ensure(options.Clean == true ? options.CleaningRules.Clean(article) : article);
    }
}
