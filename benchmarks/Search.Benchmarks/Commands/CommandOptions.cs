using System.Globalization;

namespace Search.Benchmarks.Commands;

/// <summary>
/// <c>[value ...] --name value [value ...]</c>. Each reading takes its option out, so that <see cref="Done"/> can refuse what nobody asked for:
/// a misspelt option must not silently measure the default.
/// </summary>
internal sealed class CommandOptions
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private readonly List<string> _line = [];
    private readonly Queue<string> _positional = [];

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
                options._positional.Enqueue(arg);
            }
            else
            {
                current.Add(arg);
            }

            options._line.Add(Shown(arg));
        }

        return options;
    }

    /// <summary>The next of the values that stand before the first option.</summary>
    public string Positional(string name) =>
        _positional.TryDequeue(out string? value) ? value : throw new UsageException($"{name} is needed.");

    /// <summary>The rest of these, existing files or folders, as <see cref="Files"/> reads them.</summary>
    public IReadOnlyList<string> PositionalFiles(string name)
    {
        var files = Expand(name, _positional);
        _positional.Clear();
        return files;
    }

    public string? Text(string name)
    {
        if (!_values.Remove(name, out var found))
            return null;
        return found.Count == 1 ? found[0] : throw new UsageException($"--{name} takes one value.");
    }

    public string RequiredText(string name) => Text(name) ?? throw new UsageException($"--{name} is needed.");

    /// <summary>A whole number that stands before the first option.</summary>
    public int PositionalNumber(string name, int least) => ParseNumber(name, Positional(name), least);

    /// <summary>An option without a value.</summary>
    public bool Flag(string name)
    {
        if (!_values.Remove(name, out var found))
            return false;
        return found.Count == 0 ? true : throw new UsageException($"--{name} takes no value.");
    }

    public int Number(string name, int fallback, int least)
    {
        string? text = Text(name);
        return text is null ? fallback : ParseNumber("--" + name, text, least);
    }

    /// <summary>Whole numbers, separated by blanks or commas.</summary>
    public IReadOnlyList<int> Numbers(string name, int fallback, int least) =>
        List(name) is { } texts ? [.. texts.Select(text => ParseNumber("--" + name, text, least))] : [fallback];

    /// <summary>Values, separated by blanks or commas; null when the option is absent.</summary>
    public IReadOnlyList<string>? List(string name)
    {
        if (!_values.Remove(name, out var found))
            return null;
        string[] values = [.. found.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        return values.Length > 0 ? values : throw new UsageException($"--{name} takes at least one value.");
    }

    /// <summary>The existing file of an option that must be there.</summary>
    public string File(string name) => Existing("--" + name, RequiredText(name));

    /// <summary>The existing file of an option; null when it is absent.</summary>
    public string? OptionalFile(string name) => Text(name) is { } path ? Existing("--" + name, path) : null;

    /// <summary>Existing files, at least one; a folder stands for the files in it, by name.</summary>
    public IReadOnlyList<string> Files(string name)
    {
        if (!_values.Remove(name, out var found) || found.Count == 0)
            throw new UsageException($"--{name} FILE is needed.");
        return Expand("--" + name, found);
    }

    /// <exception cref="UsageException">Something on the command line was not asked for.</exception>
    public void Done()
    {
        if (_positional.TryPeek(out string? stray))
            throw new UsageException($"'{stray}' belongs to no option.");
        if (_values.Count > 0)
            throw new UsageException($"Unknown option --{_values.Keys.First()}.");
    }

    private static List<string> Expand(string name, IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
                files.AddRange(Directory.GetFiles(path).Order(StringComparer.Ordinal));
            else
                files.Add(Existing(name, path));
        }

        return files.Count > 0 ? files : throw new UsageException($"{name}: a file is needed.");
    }

    private static int ParseNumber(string name, string text, int least) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least
            ? number
            : throw new UsageException($"{name}: '{text}' is no whole number of at least {least}.");

    private static string Existing(string name, string path) =>
        System.IO.File.Exists(path) ? path : throw new UsageException($"{name}: there is no file '{path}'.");

    private static string Shown(string arg) =>
        arg.IndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]) < 0 ? arg : Path.GetFileName(Path.TrimEndingDirectorySeparator(arg));
}
