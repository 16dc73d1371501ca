using System.Text;
using System.Text.RegularExpressions;

namespace Search.Core.Articles;

/// <summary>Where a rule of cleaning applies.</summary>
internal enum CleaningRuleKind
{
    /// <summary>At the very start; what its group <c>date</c> matches is the article's date.</summary>
    Date,

    /// <summary>At the very start, before the text goes on.</summary>
    Start,

    /// <summary>Right after a date that was glued to the start, before anything that does not go on in lower case.</summary>
    Header,

    /// <summary>A line, whole.</summary>
    Line,

    /// <summary>At the very end.</summary>
    End,

    /// <summary>Literal words between sentences.</summary>
    Phrase,

    /// <summary>No rule: takes the one of the same name away.</summary>
    Off,
}

/// <summary>One line of the rules file.</summary>
/// <param name="Kind">Where it applies.</param>
/// <param name="Name">Its name; a later rule of the same name takes its place.</param>
/// <param name="Pattern">A regular expression, or for <see cref="CleaningRuleKind.Phrase"/> the words.</param>
internal sealed record CleaningRule(CleaningRuleKind Kind, string Name, string Pattern)
{
    /// <summary>Linear in the text whatever the pattern, which may be a stranger's.</summary>
    public const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Reads a line of rules; null for a comment or an empty line.</summary>
    /// <exception cref="FormatException">The line is no rule; the message names it.</exception>
    public static CleaningRule? Parse(string line)
    {
        string[] parts = line.Trim().Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || parts[0].StartsWith('#'))
            return null;
        if (!Enum.TryParse(parts[0], ignoreCase: true, out CleaningRuleKind kind) || !char.IsAsciiLetter(parts[0][0]))
            throw Bad(line, $"'{parts[0]}' is no kind of rule: write date, start, header, line, end, phrase or off");
        if (parts.Length < (kind == CleaningRuleKind.Off ? 2 : 3))
            throw Bad(line, "a rule is a kind, a name and a pattern");
        if (kind == CleaningRuleKind.Off)
            return new CleaningRule(kind, parts[1], "");
        return new CleaningRule(kind, parts[1], parts[2].Trim());
    }

    /// <summary>Checks the pattern of a rule of the caller's; compiling it takes milliseconds.</summary>
    /// <exception cref="FormatException">The pattern is none; the message names the line.</exception>
    public static void Check(CleaningRule rule, string line)
    {
        if (rule.Kind is CleaningRuleKind.Phrase or CleaningRuleKind.Off)
            return;
        try
        {
            // With what will stand around it, so that one that is too large is refused here.
            var regex = new Regex($@"(?:\s|\A)(?:{rule.Expression})(?:\s+|\z)", Options);
            if (rule.Kind == CleaningRuleKind.Date && regex.GroupNumberFromName("date") < 0)
                throw Bad(line, "the pattern of a date rule has a group (?<date>…)");
            if (regex.IsMatch(""))
                throw Bad(line, "the pattern matches nothing at all, which is everywhere");
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            throw Bad(line, problem.Message, problem);
        }
    }

    /// <summary>The regular expression: a space is any white space, an apostrophe a straight or a curly one.</summary>
    public string Expression
    {
        get
        {
            var expression = new StringBuilder(Pattern.Length + 32);
            bool inClass = false;
            for (int i = 0; i < Pattern.Length; i++)
            {
                char c = Pattern[i];
                if (c == '\\' && i + 1 < Pattern.Length)
                {
                    expression.Append(c).Append(Pattern[++i]);
                    continue;
                }
                inClass = c == '[' || (inClass && c != ']');
                expression.Append(c switch
                {
                    ' ' => inClass ? @"\s" : @"(?:\s+)",
                    '\'' => inClass ? "'’" : "['’]",
                    _ => c.ToString(),
                });
            }
            return expression.ToString();
        }
    }

    private static FormatException Bad(string line, string problem, Exception? cause = null) =>
        new($"The cleaning rule '{line.Trim()}' cannot be read: {problem}.", cause);
}
