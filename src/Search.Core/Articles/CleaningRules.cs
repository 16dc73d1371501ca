using System.Reflection;
using Search.Core.Articles;

namespace Search.Core;

/// <summary>The rules by which page chrome is recognised in crawled text.</summary>
/// <remarks>
/// Chrome is what a page has around an article: share buttons, advertisement marks, credits, reprint notices. Rules take it away
/// only where it stands as such (on a line of its own, at the very start or end, or as fixed words between sentences), never out
/// of a sentence. Immutable and thread-safe; linear in the length of the text, whatever the rules.
/// </remarks>
public sealed class CleaningRules
{
    private static readonly Lazy<CleaningRules> Shipped = new(() => new CleaningRules(ReadShipped()));

    private readonly Lazy<TextCleaner> _cleaner;

    private CleaningRules(IReadOnlyList<CleaningRule> rules)
    {
        Rules = rules;
        _cleaner = new Lazy<TextCleaner>(() => new TextCleaner(rules));
    }

    /// <summary>The rules that come with the library.</summary>
    public static CleaningRules Default => Shipped.Value;

    internal IReadOnlyList<CleaningRule> Rules { get; }

    /// <summary>These rules and further ones, in the form of the rules file (see docs/cleaning.md).</summary>
    /// <remarks>A rule with the name of a present one takes its place; <c>off name</c> takes it away.</remarks>
    /// <param name="rules">Lines of a kind, a name and a pattern; empty lines and comments (<c>#</c>) are passed over.</param>
    /// <exception cref="FormatException">A line is no rule; the message names it.</exception>
    public CleaningRules With(params string[] rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new CleaningRules(Combine(Rules, rules, check: true));
    }

    /// <summary>Cleans an article; the same article when nothing changes, otherwise one with <see cref="Article.Original"/>.</summary>
    /// <remarks>
    /// The body loses its chrome and the white space around it; a header with a date becomes the date of an article without one.
    /// A missing title is derived from the body. Cleaning what was cleaned changes nothing.
    /// </remarks>
    public Article Clean(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        return Clean(article, isFile: false);
    }

    /// <summary>Cleans the article of a text file, whose first line may be its title.</summary>
    internal Article CleanFile(Article article) => Clean(article, isFile: true);

    private Article Clean(Article article, bool isFile)
    {
        bool hasTitle = !string.IsNullOrWhiteSpace(article.Title) && !article.TitleDerived;
        var cleaned = _cleaner.Value.Clean(article.Body, isFile && !hasTitle);
        string title = cleaned.Title ?? article.Title.Trim();
        if (cleaned.Body == article.Body && title == article.Title)
            return DerivedTitle.Ensure(article);
        return DerivedTitle.Ensure(article with
        {
            Title = article.TitleDerived && cleaned.Title is null && cleaned.Body != article.Body ? "" : title,
            TitleDerived = article.TitleDerived && cleaned.Title is null,
            Body = cleaned.Body,
            Date = article.Date ?? cleaned.Date,
            Original = article.Original ?? new OriginalText(hasTitle ? article.Title : null, article.Body),
        });
    }

    private static List<CleaningRule> Combine(IEnumerable<CleaningRule> present, IEnumerable<string> lines, bool check)
    {
        var rules = present.ToList();
        foreach (string line in lines)
        {
            if (CleaningRule.Parse(line) is not { } rule)
                continue;
            if (check)
                CleaningRule.Check(rule, line);
            int same = rules.FindIndex(other => other.Name == rule.Name);
            if (rule.Kind == CleaningRuleKind.Off)
            {
                if (same < 0)
                    throw new FormatException($"The cleaning rule '{line.Trim()}' cannot be read: there is no rule of that name to take away.");
                rules.RemoveAt(same);
            }
            else if (same >= 0)
            {
                rules[same] = rule;
            }
            else
            {
                rules.Add(rule);
            }
        }
        return rules;
    }

    private static List<CleaningRule> ReadShipped()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("Search.Core.cleaning-rules.txt")
            ?? throw new InvalidOperationException("The assembly was built without its cleaning rules.");
        using var reader = new StreamReader(resource);
        // Their patterns are checked by the tests; whoever cleans nothing compiles none.
        return Combine([], reader.ReadToEnd().Split('\n'), check: false);
    }
}
