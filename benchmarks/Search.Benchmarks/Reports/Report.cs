using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Search.Benchmarks.Reports;

/// <summary>The JSON of a measurement: what was run, on what, when and from which commit, then the figures.</summary>
internal sealed class Report
{
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>For one object on one line, as peers write it.</summary>
    public static JsonSerializerOptions Line { get; } = new(Json) { WriteIndented = false };

    private readonly JsonObject _content;

    /// <summary>Starts a report; the machine's facts are taken now, before the measurement loads it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="line">Its options as they were given, without folders.</param>
    public Report(string command, string line) => _content = new JsonObject
    {
        ["command"] = command,
        ["commandLine"] = $"{command} {line}".TrimEnd(),
        ["date"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ"),
        ["commit"] = Repository.Commit(),
        ["machine"] = Node(Machine.Describe()),
    };

    public static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Json);

    public void Add<T>(string name, T value) => _content[name] = Node(value);

    /// <summary>What was run, on what and when, in one line.</summary>
    public string Headline => $"{_content["date"]}, {_content["machine"]!["cpu"]}, {_content["machine"]!["cores"]} cores, {_content["machine"]!["runtime"]}, commit {_content["commit"]}";

    /// <summary>The command with its options, without folders.</summary>
    public string CommandLine => (string)_content["commandLine"]!;

    /// <summary>Writes a table or plot beside the JSON file when one was asked for: the same name with another extension.</summary>
    public static void SaveBeside(string? path, string extension, string text)
    {
        if (path is null)
            return;
        string beside = Path.ChangeExtension(path, extension);
        File.WriteAllText(beside, text);
        Console.Error.WriteLine($"Written: {Path.GetFileName(beside)}");
    }

    /// <summary>Writes the report when a file was asked for.</summary>
    public void Save(string? path)
    {
        if (path is null)
            return;
        // Far above the program's own threads: something else was at work too.
        Add("loadAfter", Machine.Load());
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        File.WriteAllText(path, _content.ToJsonString(Json) + "\n");
        Console.Error.WriteLine($"Written: {Path.GetFileName(path)}");
    }
}
