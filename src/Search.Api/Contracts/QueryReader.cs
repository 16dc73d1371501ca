using System.Globalization;
using Microsoft.Extensions.Primitives;
using Search.Api.Hosting;

namespace Search.Api.Contracts;

/// <summary>Reads the query string strictly: what is unknown, given twice or of the wrong type is a 400 that names it.</summary>
internal sealed class QueryReader(HttpContext context)
{
    private readonly List<string> _known = [];

    public string? Text(string name)
    {
        var values = Values(name);
        return values.Count switch
        {
            0 => null,
            1 => values[0] ?? "",
            _ => throw Wrong($"'{name}' is given {values.Count} times; give it once."),
        };
    }

    /// <summary>All values of a repeatable parameter; null when there is none.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        var values = Values(name);
        return values.Count == 0 ? null : [.. values.Select(value => value ?? "")];
    }

    public int? WholeNumber(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number
            : throw Wrong($"'{name}' must be a whole number, not '{text}'.");
    }

    /// <summary>A whole number of any size that JSON's readers take exactly.</summary>
    public long? LongNumber(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
            : throw Wrong($"'{name}' must be a whole number, not '{text}'.");
    }

    public double? Number(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
            : throw Wrong($"'{name}' must be a number, not '{text}'.");
    }

    /// <summary>A truth value; the bare name, as in <c>?refresh</c>, means true.</summary>
    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" or "" => true,
        "false" => false,
        var text => throw Wrong($"'{name}' must be true or false, not '{text}'."),
    };

    /// <summary>To be called when all parameters were asked for.</summary>
    public void End()
    {
        string[] unknown = [.. context.Request.Query.Keys.Where(key => !_known.Contains(key, StringComparer.Ordinal))];
        if (unknown.Length == 0)
            return;
        string known = _known.Count == 0 ? "This call takes none." : $"Known are {string.Join(", ", _known)}.";
        throw Wrong($"Unknown: {string.Join(", ", unknown.Select(name => $"'{name}'"))}. {known}");
    }

    private StringValues Values(string name)
    {
        _known.Add(name);
        return context.Request.Query.TryGetValue(name, out var values) ? values : StringValues.Empty;
    }

    private static ProblemException Wrong(string detail) => ProblemException.BadRequest("A query parameter is wrong", detail);
}
