using System.Text;
using Search.Core;

namespace Search.Benchmarks.Duplicates;

/// <summary>What happens to a wire story on its way through outlets and versions. Each kind makes another version of an article, still the same story.</summary>
internal static class ArticleEdits
{
    private const int LineLength = 60;

    private static readonly string[] s_cities = ["LONDON", "WASHINGTON", "NEW DELHI", "GENEVA", "NAIROBI", "SEATTLE", "Brussels", "Tokyo"];
    private static readonly string[] s_names = ["Maria Ortiz", "James Whitfield", "Anjali Rao", "Tomas Lindqvist", "Grace Mbeki", "Daniel Cohen"];

    private static readonly string[] s_before =
    [
        "Home\nNews\nSport\nWeather\nBusiness\nOpinion\nSubscribe\nLog in",
        "Share this article on Facebook, Twitter or by email\n\nImage Source : FILE PHOTO A view of the building.",
        "Skip to main content | Menu | Search | Newsletters | e-paper\n\nPublished 3 hours ago | Updated 12 minutes ago | 4 min read",
        "ADVERTISEMENT\n\nListen to this article. This audio is auto-generated. Please let us know if you have feedback.",
    ];

    private static readonly string[] s_after =
    [
        "Sign up for our newsletter to get the latest stories in your inbox every morning. You can unsubscribe at any time.",
        "Related stories\n\nFive things to know about the budget\nWhy the river is rising again\nMinister to visit the region in June",
        "Copyright 2021. All rights reserved. This material may not be published, broadcast, rewritten or redistributed without permission.",
        "Follow us on Twitter and like us on Facebook for more of the latest news. Read all the latest news and breaking news here. Download our app.",
        "Comments\n\nYour email address will not be published. Required fields are marked.",
    ];

    /// <summary>The kinds, by name.</summary>
    public static IReadOnlyList<(string Kind, Func<Article, Article, Dice, Article> Edit)> All { get; } =
    [
        ("byline and dateline", (article, _, dice) => With(article, Dateline(article.Body, dice))),
        ("trimmed ending", (article, _, dice) => With(article, Trim(article.Body, dice.Between(0.5, 0.9)))),
        ("page chrome", (article, _, dice) => With(article, Chrome(article.Body, dice))),
        ("small word edits", (article, _, dice) => With(article, ChangeWords(article.Body, 0.02, dice, Reword))),
        ("updated lead", (article, other, dice) => With(article, UpdateLead(article.Body, other.Body, dice))),
        ("reflowed and requoted", (article, _, dice) => With(article, Reflow(article.Body, dice))),
        ("OCR-like noise", (article, _, dice) => With(article, ChangeWords(Reflow(article.Body, dice), 0.04, dice, Garble))),
        ("all but noise", (article, other, dice) =>
            With(article, Chrome(Dateline(ChangeWords(Trim(article.Body, dice.Between(0.7, 0.95)), 0.01, dice, Reword), dice), dice))),
    ];

    /// <summary>The sentences of a text, roughly: what ends it does not matter here.</summary>
    public static List<string> Sentences(string text)
    {
        var sentences = new List<string>();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool ends = (text[i] is '.' or '!' or '?' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])) && i - start > 20) || (text[i] == '\n' && i + 1 < text.Length && text[i + 1] == '\n');
            if (!ends)
                continue;
            sentences.Add(text[start..(i + 1)]);
            start = i + 1;
        }
        if (start < text.Length)
            sentences.Add(text[start..]);
        return sentences;
    }

    private static Article With(Article article, string body) => new() { Id = article.Id + "#", Title = article.Title + " - update", Body = body, Source = "Another Outlet", Date = article.Date };

    private static string Dateline(string body, Dice dice) =>
        $"By {dice.Of(s_names)}\n\n{dice.Of(s_cities)}, May {dice.Below(28) + 1} (Wire Service) - {body}\n\n(Reporting by {dice.Of(s_names)} and {dice.Of(s_names)}; editing by {dice.Of(s_names)})";

    private static string Trim(string body, double part)
    {
        var sentences = Sentences(body);
        int length = 0;
        return string.Concat(sentences.TakeWhile(sentence => (length += sentence.Length) <= part * body.Length || length == sentence.Length));
    }

    private static string Chrome(string body, Dice dice) => $"{dice.Of(s_before)}\n\n{dice.Of(s_before)}\n\n{body}\n\n{dice.Of(s_after)}\n\n{dice.Of(s_after)}";

    /// <summary>The first quarter is told anew, in words of another article; a paragraph comes at the end.</summary>
    private static string UpdateLead(string body, string other, Dice dice)
    {
        var sentences = Sentences(body);
        var others = Sentences(other);
        int left = (int)Math.Ceiling(sentences.Count * dice.Between(0.1, 0.3));
        return string.Concat(others.Take(left)) + "\n\n" + string.Concat(sentences.Skip(left)) + "\n\n" + string.Concat(others.Skip(left).Take(dice.Below(3)));
    }

    private static string Reflow(string body, Dice dice)
    {
        var text = new StringBuilder(body.Length + 64);
        int column = 0;
        foreach (char c in body)
        {
            char written = c switch { '’' or '‘' => '\'', '“' or '”' => '"', '—' or '–' => '-', _ => c };
            if (written == ' ' && column > LineLength + dice.Below(8))
                written = '\n';
            column = written == '\n' ? 0 : column + 1;
            text.Append(written);
        }
        return text.ToString();
    }

    private static string ChangeWords(string body, double part, Dice dice, Func<string, Dice, string> change)
    {
        string[] words = body.Split(' ');
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i].Length > 0 && dice.Chance(part))
                words[i] = change(words[i], dice);
        }
        return string.Join(' ', words);
    }

    /// <summary>Left out, doubled, or another word.</summary>
    private static string Reword(string word, Dice dice) => dice.Below(3) switch
    {
        0 => "",
        1 => $"{dice.Of(s_rewordings)} {word}",
        _ => dice.Of(s_rewordings),
    };

    private static readonly string[] s_rewordings = ["about", "officials", "the", "nearly", "17", "on", "government", "recently", "a", "some"];

    /// <summary>A letter is read as another one, or is lost; or a speck is read as a letter.</summary>
    private static string Garble(string word, Dice dice)
    {
        int at = dice.Below(word.Length);
        return dice.Below(3) switch
        {
            0 => word[..at] + (char)('a' + dice.Below(26)) + word[(at + 1)..],
            1 => word.Remove(at, 1),
            _ => word.Insert(at, dice.Of(["i", "l", ".", "1", "' "])),
        };
    }
}
