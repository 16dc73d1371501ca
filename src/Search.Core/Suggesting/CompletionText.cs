using System.Text;
using Search.Core.Language;

namespace Search.Core.Suggesting;

/// <summary>A title as text for the search box: without what the query language would take for an operator.</summary>
internal static class CompletionText
{
    /// <summary>Longer titles complete nothing that somebody would read while typing.</summary>
    public const int MaxTitleLength = 160;

    /// <summary>The text; empty when nothing is left of it or it is too long.</summary>
    public static string OfTitle(string title)
    {
        if (title.Length > 2 * MaxTitleLength)
            return "";
        var text = new StringBuilder(title.Length);
        foreach (char c in title)
        {
            bool isStart = text.Length == 0 || text[^1] == ' ';
            if (c is '\\' or '(' or ')' or ':' or '*' or '?' or '~' or '[' or ']' || QuerySyntax.IsQuote(c) || char.IsWhiteSpace(c) || char.IsControl(c))
                text.Append(isStart ? "" : " ");
            else if (!isStart || !QuerySyntax.IsSign(c))
                text.Append(c);
        }
        string cleaned = text.ToString().TrimEnd(' ', '.', ',', ';', '!');
        if (cleaned.Length > MaxTitleLength)
            return "";
        return QuerySyntax.IsShouted(cleaned) ? cleaned : string.Join(' ', cleaned.Split(' ').Select(word => QuerySyntax.IsOperator(word) ? word.ToLowerInvariant() : word));
    }
}
