using System.Globalization;

namespace Search.Benchmarks.Commands;

/// <summary>
/// <c>--name value [value ...]</c>. Each reading takes its option out, so that <see cref="Done"/> can refuse what nobody asked for:
/// a misspelt option must not silently measure the default.
/// </summary>
internal sealed class CommandOptions
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private readonly List<string> _line = [];
    private string? _stray;

    /// <summary>The command line, the folders of its files left out: it goes into reports.</summary>
    public string Line => string.Join(' ', _line);

    public static CommandOptions Parse(ReadOnlySpan<string> args)
    {
        var options = new CommandOptions();
        List<string>? current = null;
        foreach (string arg in args)
        {
            if (arg.StartsWith("--", StringComparison.Ordinal))
            {
                if (!options._values.TryGetValue(arg[2..], out current))
                    options._values.Add(arg[2..], current = []);
            }
            else if (current is null)
            {
                options._stray ??= arg;
            }
            else
            {
                current.Add(arg);
            }

            options._line.Add(Shown(arg));
        }

        return options;
    }

    public string? Text(string name)
    {
        if (!_values.Remove(name, out var found))
            return null;
        return found.Count == 1 ? found[0] : throw new UsageException($"--{name} takes one value.");
    }

    public string RequiredText(string name) => Text(name) ?? throw new UsageException($"--{name} is needed.");

    public int Number(string name, int fallback, int least)
    {
        string? text = Text(name);
        return text is null ? fallback : ParseNumber(name, text, least);
    }

    /// <summary>Whole numbers, separated by blanks or commas.</summary>
    public IReadOnlyList<int> Numbers(string name, int fallback, int least) =>
        List(name) is { } texts ? [.. texts.Select(text => ParseNumber(name, text, least))] : [fallback];

    /// <summary>Values, separated by blanks or commas; null when the option is absent.</summary>
    public IReadOnlyList<string>? List(string name)
    {
        if (!_values.Remove(name, out var found))
            return null;
        string[] values = [.. found.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        return values.Length > 0 ? values : throw new UsageException($"--{name} takes at least one value.");
    }

    /// <summary>The existing file of an option that must be there.</summary>
    public string File(string name) => Existing(name, RequiredText(name));

    /// <summary>Existing files, at least one; a folder stands for the files in it, by name.</summary>
    public IReadOnlyList<string> Files(string name)
    {
        if (!_values.Remove(name, out var found) || found.Count == 0)
            throw new UsageException($"--{name} FILE is needed.");
        var files = new List<string>();
        foreach (string path in found)
        {
            if (Directory.Exists(path))
                files.AddRange(Directory.GetFiles(path).Order(StringComparer.Ordinal));
            else
                files.Add(Existing(name, path));
        }

        return files.Count > 0 ? files : throw new UsageException($"--{name}: there is no file in that folder.");
    }

    /// <exception cref="UsageException">Something on the command line was not asked for.</exception>
    public void Done()
    {
        if (_stray is not null)
            throw new UsageException($"'{_stray}' belongs to no option.");
        if (_values.Count > 0)
            throw new UsageException($"Unknown option --{_values.Keys.First()}.");
    }

    private static int ParseNumber(string name, string text, int least) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least
            ? number
            : throw new UsageException($"--{name}: '{text}' is no whole number of at least {least}.");

    private static string Existing(string name, string path) =>
        System.IO.File.Exists(path) ? path : throw new UsageException($"--{name}: there is no file '{path}'.");

    private static string Shown(string arg) =>
        arg.IndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]) < 0 ? arg : Path.GetFileName(Path.TrimEndingDirectorySeparator(arg));
}
