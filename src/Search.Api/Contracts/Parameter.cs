using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>The values of parameters, checked; a mistake is a 400 that names the parameter.</summary>
internal static class Parameter
{
    public static int InRange(string name, int value, int low, int high) => value >= low && value <= high
        ? value : throw Wrong(name, $"must be a whole number from {low} to {high:N0}, not {value}.");

    public static double InRange(string name, double value, double low, double high) => value >= low && value <= high
        ? value : throw Wrong(name, $"must be a number from {low} to {high:N0}, not {value}.");

    public static T Choice<T>(string name, string text, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        foreach (var choice in choices)
        {
            if (choice.Name == text)
                return choice.Value;
        }
        var names = new List<string>();
        foreach (var choice in choices)
            names.Add(choice.Name);
        throw Wrong(name, $"must be {string.Join(" or ", names)}, not '{Shorten(text)}'.");
    }

    public static ArticleDate? Date(string name, string? text)
    {
        if (text is null)
            return null;
        return ArticleDate.TryParse(text, out var date) ? date
            : throw Wrong(name, $"must be a date such as 2022, 2022-05, 2022-05-17 or 2022-05-17T09:30:00Z, not '{Shorten(text)}'.");
    }

    public static IReadOnlyList<FieldFilter> Filters(IReadOnlyList<string>? filters) => filters is null
        ? [] : [.. filters.Select(text => Parsed("filter", () => FieldFilter.Parse(text)))];

    public static T Parsed<T>(string name, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (FormatException mistake)
        {
            throw Wrong(name, $"cannot be read: {mistake.Message}");
        }
    }

    public static ProblemException Wrong(string name, string what) =>
        ProblemException.BadRequest("A parameter has a wrong value", $"'{name}' {what}");

    public static string Shorten(string text) => text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "…");
}
