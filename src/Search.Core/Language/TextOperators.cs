using System.Globalization;

namespace Search.Core.Language;

/// <summary>How the operators on places in a text are written.</summary>
internal static class TextOperators
{
    /// <summary>The largest number of words or times.</summary>
    public const int MaxCount = 1_000;

    /// <summary>So many of <c>a w/5 b w/5 c …</c> count, so that no query can exhaust the stack.</summary>
    public const int MaxChain = 32;

    private static readonly (string Name, TextOperator Operator)[] s_functions =
    [
        ("SENTENCE", TextOperator.Sentence), ("PARAGRAPH", TextOperator.Paragraph), ("CAPS", TextOperator.Caps), ("ALLCAPS", TextOperator.AllCaps),
    ];

    /// <summary>Reads <c>w/5</c>, <c>w/s</c>, <c>w/p</c> or <c>pre/5</c>, in any case.</summary>
    public static bool TryReadNear(ReadOnlySpan<char> word, out TextOperator @operator, out int count)
    {
        (@operator, count) = (default, 0);
        int slash = word.IndexOf('/');
        if (slash < 0)
            return false;
        var name = word[..slash];
        var rest = word[(slash + 1)..];
        bool isWithin = name.Equals("w", StringComparison.OrdinalIgnoreCase);
        if (isWithin && rest.Equals("s", StringComparison.OrdinalIgnoreCase))
            @operator = TextOperator.Sentence;
        else if (isWithin && rest.Equals("p", StringComparison.OrdinalIgnoreCase))
            @operator = TextOperator.Paragraph;
        else if ((isWithin || name.Equals("pre", StringComparison.OrdinalIgnoreCase)) && TryReadCount(rest, out count))
            @operator = isWithin ? TextOperator.Within : TextOperator.Before;
        else
            return false;
        return true;
    }

    /// <summary>Reads <c>SENTENCE</c>, <c>PARAGRAPH</c>, <c>CAPS</c>, <c>ALLCAPS</c>, in capitals, or <c>atleast5</c>, <c>first50</c>, in any case.</summary>
    public static bool TryReadFunction(ReadOnlySpan<char> word, out TextOperator @operator, out int count)
    {
        (@operator, count) = (default, 0);
        foreach (var function in s_functions)
        {
            if (word.SequenceEqual(function.Name))
            {
                @operator = function.Operator;
                return true;
            }
        }
        return TryReadCounted(word, "atleast", TextOperator.AtLeast, ref @operator, ref count) || TryReadCounted(word, "first", TextOperator.First, ref @operator, ref count);
    }

    /// <summary>As it is written.</summary>
    public static string Write(TextOperator @operator, int count) => @operator switch
    {
        TextOperator.Within => string.Create(CultureInfo.InvariantCulture, $"w/{count}"),
        TextOperator.Before => string.Create(CultureInfo.InvariantCulture, $"pre/{count}"),
        TextOperator.AtLeast => string.Create(CultureInfo.InvariantCulture, $"atleast{count}"),
        TextOperator.First => string.Create(CultureInfo.InvariantCulture, $"first{count}"),
        _ => @operator.ToString().ToUpperInvariant(),
    };

    private static bool TryReadCounted(ReadOnlySpan<char> word, string name, TextOperator meant, ref TextOperator @operator, ref int count)
    {
        if (!word.StartsWith(name, StringComparison.OrdinalIgnoreCase) || !TryReadCount(word[name.Length..], out count))
            return false;
        @operator = meant;
        return true;
    }

    private static bool TryReadCount(ReadOnlySpan<char> digits, out int count) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= MaxCount;
}
