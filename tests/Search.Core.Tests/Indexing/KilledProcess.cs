using System.Diagnostics;

namespace Search.Core.Tests.Indexing;

/// <summary>A test of this program run in a process of its own, which is ended in the middle.</summary>
internal static class KilledProcess
{
    /// <summary>Runs a test until the files of a folder have grown by so many bytes, and ends it then.</summary>
    /// <param name="tests">The class of the test.</param>
    /// <param name="test">The test, which does its work when it finds the variable.</param>
    /// <param name="variable">The variable that tells it the folder.</param>
    /// <param name="path">The folder.</param>
    /// <param name="bytes">Bytes and not time: where it is ended then does not depend on the machine's speed.</param>
    public static async Task RunAsync(Type tests, string test, string variable, string path, long bytes)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-method", $"{tests.FullName}.{test}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[variable] = path;
        long started = Written(path);
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!process.HasExited && Written(path) < started + bytes)
            await Task.Delay(5);
        Assert.False(process.HasExited, "The process ended before it was killed.");
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    private static long Written(string path)
    {
        try
        {
            return Directory.Exists(path)
                ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;
        }
        catch (IOException)
        {
            // A file was removed meanwhile.
            return 0;
        }
    }
}
