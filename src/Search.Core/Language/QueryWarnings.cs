namespace Search.Core.Language;

/// <summary>Collects warnings for the person who searches: each once, and not more than are worth reading.</summary>
internal sealed class QueryWarnings
{
    private const int MaxCount = 10;
    private const int MaxExcerpt = 40;

    private readonly List<string> _warnings = [];
    private bool _more;

    public void Add(string warning)
    {
        if (_warnings.Contains(warning))
            return;
        if (_warnings.Count < MaxCount)
            _warnings.Add(warning);
        else
            _more = true;
    }

    public IReadOnlyList<string> ToList() =>
        _more ? [.. _warnings, "There is more of this kind in the query."] : _warnings;

    /// <summary>The beginning of a piece of the query, between quotes, for use in a warning.</summary>
    public static string Excerpt(string text)
    {
        if (text.Length <= MaxExcerpt)
            return $"'{text}'";
        int length = char.IsHighSurrogate(text[MaxExcerpt - 1]) ? MaxExcerpt - 1 : MaxExcerpt;
        return $"'{text[..length]}…'";
    }
}
