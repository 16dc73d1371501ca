using System.Diagnostics;
using System.Text;

namespace Search.Api.Tests;

/// <summary>The host as a process of its own, for what ends or bounds a process.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(string workingFolder, IReadOnlyDictionary<string, string>? environment, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Search.Api.dll"));
        foreach (string arg in args)
            start.ArgumentList.Add(arg);
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException("The host has ended."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromMinutes(5) };

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>A host that listens; its working folder is the one given.</summary>
    public static async Task<HostProcess> StartAsync(string workingFolder, string[] args, IReadOnlyDictionary<string, string>? environment = null)
    {
        var host = new HostProcess(workingFolder, environment, ["--urls=http://127.0.0.1:0", .. args]);
        try
        {
            host.Client.BaseAddress = await host._listening.Task.WaitAsync(Patience);
            return host;
        }
        catch (Exception error) when (error is InvalidOperationException or TimeoutException)
        {
            string output = host.Output;
            await host.DisposeAsync();
            throw new InvalidOperationException(output, error);
        }
    }

    /// <summary>A host that ends at the start: its exit code and what it said.</summary>
    public static async Task<(int ExitCode, string Output)> FailAsync(string workingFolder, params string[] args)
    {
        await using var host = new HostProcess(workingFolder, null, args);
        await host._process.WaitForExitAsync(new CancellationTokenSource(Patience).Token);
        return (host._process.ExitCode, host.Output);
    }

    /// <summary>kill -9: nothing in the process can answer.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
        _ = _listening.Task.Exception;
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        const string Listening = "Now listening on: ";
        int at = line.IndexOf(Listening, StringComparison.Ordinal);
        if (at >= 0)
            _listening.TrySetResult(new Uri(line[(at + Listening.Length)..]));
    }
}
