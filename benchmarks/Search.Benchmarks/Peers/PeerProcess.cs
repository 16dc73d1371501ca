using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Search.Benchmarks.Commands;

namespace Search.Benchmarks.Peers;

/// <summary>Runs an engine in a process of its own: its progress goes on to standard error, its one line of JSON is the result.</summary>
internal static class PeerProcess
{
    /// <summary>The exit code by which a peer says that it is not installed.</summary>
    public const int MissingExitCode = 3;

    private static readonly Dictionary<string, string> s_building = new() { ["DOTNET_TC_CallCountingDelayMs"] = "0" };

    public static async Task<JsonObject> RunAsync(string name, string program, params IEnumerable<string> arguments) =>
        Result(name, await RunLinesAsync(name, program, arguments, input: null));

    private static JsonObject Result(string name, IReadOnlyList<string> lines)
    {
        try
        {
            return JsonNode.Parse(string.Join('\n', lines))?.AsObject() ?? throw new MeasurementException($"{name} wrote no result.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new MeasurementException($"{name} wrote no JSON object: {exception.Message}");
        }
    }

    /// <summary>Runs to the end.</summary>
    /// <param name="name">How messages call it.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Writes its standard input; null for none.</param>
    /// <param name="settings">Variables of its environment beside those of this process; null for none.</param>
    /// <returns>The lines of its standard output.</returns>
    /// <exception cref="PeerMissingException">It says that it is not installed.</exception>
    /// <exception cref="MeasurementException">It failed.</exception>
    public static async Task<IReadOnlyList<string>> RunLinesAsync(string name, string program, IEnumerable<string> arguments, Action<Stream>? input, IReadOnlyDictionary<string, string>? settings = null)
    {
        using var process = Start(program, arguments, input is not null, settings);
        var errors = ForwardAsync(name, process.StandardError);
        var feeding = input is null ? Task.CompletedTask : Task.Run(() => Feed(process, input));
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            lines.Add(line);
        string lastError = await errors;
        await process.WaitForExitAsync();
        if (process.ExitCode == MissingExitCode)
            throw new PeerMissingException(lastError);
        if (process.ExitCode != 0)
            throw new MeasurementException($"{name} ended with {process.ExitCode}: {lastError}");
        await feeding;
        return lines;
    }

    /// <summary>
    /// This program again, in another process, so that one engine's memory and compiled code do not count for the next; set up as an application is that
    /// is there to build indexes (docs/building.md): what is called often is compiled for good at once, and not when nothing new was called for a while.
    /// </summary>
    public static async Task<JsonObject> RunSelfToBuildAsync(string name, params IEnumerable<string> arguments)
    {
        var (program, all) = Self(arguments);
        return Result(name, await RunLinesAsync(name, program, all, input: null, s_building));
    }

    /// <summary>How this program is started again.</summary>
    public static (string Program, IEnumerable<string> Arguments) Self(IEnumerable<string> arguments)
    {
        string program = Environment.ProcessPath ?? throw new MeasurementException("The path of this program is unknown.");
        bool isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return (program, isHost ? [Path.Combine(AppContext.BaseDirectory, "Search.Benchmarks.dll"), .. arguments] : arguments);
    }

    /// <summary>Runs without showing anything.</summary>
    /// <returns>The exit code and the last line of standard error.</returns>
    public static async Task<(int ExitCode, string LastError)> ProbeAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments, withInput: false, settings: null);
        var output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, errors.TrimEnd().Split('\n')[^1]);
    }

    private static Process Start(string program, IEnumerable<string> arguments, bool withInput, IReadOnlyDictionary<string, string>? settings)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = withInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (variable, value) in settings ?? new Dictionary<string, string>())
            start.Environment[variable] = value;
        return Process.Start(start) ?? throw new MeasurementException($"'{Path.GetFileName(program)}' could not be started.");
    }

    private static void Feed(Process process, Action<Stream> input)
    {
        try
        {
            using var buffered = new BufferedStream(process.StandardInput.BaseStream, 1 << 16);
            input(buffered);
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code and last message say why.
        }
    }

    private static async Task<string> ForwardAsync(string name, StreamReader errors)
    {
        string last = "";
        while (await errors.ReadLineAsync() is { } line)
        {
            if (line.Length == 0)
                continue;
            last = line;
            await Console.Error.WriteLineAsync($"  {name}: {line}");
        }

        return last;
    }
}
