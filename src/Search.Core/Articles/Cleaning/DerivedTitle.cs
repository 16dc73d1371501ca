using System.Text;

namespace Search.Core.Articles;

/// <summary>A title for an article that came without one: its first line, sentence or caption, or the beginning of it.</summary>
internal static class DerivedTitle
{
    /// <summary>In UTF-16 code units: what a hit list shows on one or two lines.</summary>
    private const int Longest = 100;

    /// <summary>A first sentence shorter than this is likelier an abbreviation with its point.</summary>
    private const int ShortestSentence = 20;

    /// <summary>How far a line with a letter or a digit is looked for.</summary>
    private const int SearchedLength = 4000;

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "st", "jr", "sr", "lt", "gen", "col", "sgt", "capt", "maj", "sen", "rep", "gov", "prof", "rev",
        "hon", "pres", "no", "vs", "inc", "ltd", "co", "corp", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "oct",
        "nov", "dec",
    };

    /// <summary>The article with a title; the same article when it has one, or no text to take it from.</summary>
    public static Article Ensure(Article article)
    {
        if (!string.IsNullOrWhiteSpace(article.Title))
            return article;
        string title = From(article.Body);
        return title.Length == 0 ? article : article with { Title = title, TitleDerived = true };
    }

    /// <summary>The title for a body; empty when it has no text.</summary>
    public static string From(string body)
    {
        string line = Collapse(FirstLine(body));
        if (line.Length > Longest)
        {
            int end = SentenceEnd(line);
            if (end < 0)
                return Cut(line);
            line = line[..end];
        }
        // One point ends a sentence; several are a pause, and the one of "the U.S." belongs to its word.
        bool pointEndsSentence = line.Length > 2 && line[^1] == '.' && line[^2] != '.' && line[^3] is not ('.' or ' ');
        return pointEndsSentence ? line[..^1].TrimEnd() : line;
    }

    private static ReadOnlySpan<char> FirstLine(ReadOnlySpan<char> body)
    {
        body = body.TrimStart();
        var searched = body[..Math.Min(body.Length, SearchedLength)];
        foreach (var range in searched.Split('\n'))
        {
            var line = searched[range].Trim();
            foreach (char c in line)
            {
                if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
                    return line;
            }
        }
        int end = searched.IndexOf('\n');
        return end < 0 ? searched : searched[..end];
    }

    private static string Collapse(ReadOnlySpan<char> line)
    {
        var text = new StringBuilder();
        foreach (char c in line)
        {
            // Enough to see whether the line is too long and where its sentence ends.
            if (text.Length > 2 * Longest)
                break;
            if (!char.IsWhiteSpace(c))
                text.Append(c);
            else if (text.Length > 0 && text[^1] != ' ')
                text.Append(' ');
        }
        return text.ToString().TrimEnd();
    }

    /// <summary>Where the first sentence of a line ends, its sign and closing quotes included; -1 when it is too long.</summary>
    private static int SentenceEnd(string line)
    {
        for (int i = 0; i < Longest; i++)
        {
            if (line[i] is '。' or '！' or '？')
                return i + 1;
            if (line[i] is not ('.' or '!' or '?') || i + 1 < ShortestSentence)
                continue;
            int end = i + 1;
            while (end < line.Length && line[end] is '"' or '\'' or '”' or '’' or ')')
                end++;
            if (end < line.Length && line[end] == ' ' && !(line[i] == '.' && IsAbbreviation(line.AsSpan(0, i))))
                return end;
        }
        return -1;
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> before)
    {
        var word = before[(before.LastIndexOfAny(' ', '.') + 1)..];
        return word.Length <= 1 || Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    /// <summary>The beginning of a line, in whole words where it has spaces.</summary>
    private static string Cut(string line)
    {
        int end = Longest - 1;
        int space = line.LastIndexOf(' ', end, Longest / 2);
        if (space > 0)
            end = space;
        else if (char.IsLowSurrogate(line[end]))
            end--;
        return line[..end].TrimEnd(' ', ',', ';', ':', '-', '–', '—') + "…";
    }
}
