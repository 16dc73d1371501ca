namespace Search.Core.Articles;

/// <summary>A JSON merge patch (RFC 7396) of an article.</summary>
internal static class ArticlePatch
{
    private static readonly CorpusOptions Defaults = new();

    public static Article Apply(Article article, ReadOnlySpan<byte> utf8Patch)
    {
        var draft = new ArticleDraft();
        JsonRecord.Read(utf8Patch, MemberNames.For(Defaults), draft);
        if (draft.GetText(ArticleMember.Id) is { } id && id != article.Id)
            draft.Fail($"The patch has the id '{WellFormed.Repair(id)}', the article another: leave the id out, or write an article of its own under that id.");

        string? title = draft.GetText(ArticleMember.Title) ?? (IsRemoved(draft, ArticleMember.Title) ? "" : null);
        string? body = draft.GetBody() ?? (IsRemoved(draft, ArticleMember.Body) ? "" : null);
        var changed = article with
        {
            Date = draft.GetDate() ?? (IsRemoved(draft, ArticleMember.Date) ? null : article.Date),
            Source = Patched(draft, ArticleMember.Source, article.Source),
            Url = Patched(draft, ArticleMember.Url, article.Url),
            Language = Patched(draft, ArticleMember.Language, article.Language),
            Authors = draft.GetAuthors() ?? (IsRemoved(draft, ArticleMember.Authors) ? [] : article.Authors),
            Fields = MergeFields(article.Fields, draft),
        };
        if (IsRemoved(draft, ArticleMember.Id))
            draft.Fail("The patch removes the id: an article keeps the id it is stored under.");
        if (draft.Error is not null)
            throw new FormatException(draft.Error);
        return WithText(changed, title, body);
    }

    /// <summary>The article with a new title or body; null leaves the present one.</summary>
    private static Article WithText(Article article, string? title, string? body)
    {
        if (title is null && body is null)
            return article;
        bool titleStays = title is null && !article.TitleDerived;
        return DerivedTitle.Ensure(article with
        {
            Title = titleStays ? article.Title : title ?? "",
            TitleDerived = false,
            Body = body ?? article.Body,
            Original = body is null && article.Original is { } original ? original with { Title = title is "" ? null : title } : null,
        });
    }

    private static string? Patched(ArticleDraft draft, ArticleMember member, string? present) =>
        draft.GetText(member) ?? (IsRemoved(draft, member) ? null : present);

    private static bool IsRemoved(ArticleDraft draft, ArticleMember member) => draft.Removed.Any(name => name.Member == member);

    private static IReadOnlyDictionary<string, FieldValue> MergeFields(IReadOnlyDictionary<string, FieldValue> present, ArticleDraft draft)
    {
        var removed = draft.Removed.Where(name => name.Member == ArticleMember.Field).Select(name => name.FieldName).ToList();
        if (draft.Fields is null && removed.Count == 0 && !IsRemoved(draft, ArticleMember.Fields))
            return present;
        var merged = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        if (!IsRemoved(draft, ArticleMember.Fields))
        {
            foreach (var (name, value) in present)
            {
                // A removed object takes its flattened members with it.
                if (!removed.Any(gone => name == gone || name.StartsWith(gone + ".", StringComparison.Ordinal)))
                    merged[name] = value;
            }
        }
        foreach (var (name, value) in draft.Fields ?? Article.EmptyFields)
            merged[name] = value;
        return merged;
    }
}
