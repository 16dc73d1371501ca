using System.Diagnostics;

namespace Search.Benchmarks.Reports;

/// <summary>The checkout that this program was built from.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution, found upwards from the program and from the working folder; null when there is none.</summary>
    public static string? Root { get; } = FindRoot(AppContext.BaseDirectory) ?? FindRoot(Environment.CurrentDirectory);

    /// <summary>The commit, with a <c>+</c> when files differ from it; null when git does not tell.</summary>
    public static string? Commit()
    {
        if (Git("rev-parse", "--short=12", "HEAD") is not { Length: > 0 } commit)
            return null;
        return Git("status", "--porcelain", "--untracked-files=no") is "" ? commit : commit + "+";
    }

    private static string? FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Search.sln")))
                return folder.FullName;
        }

        return null;
    }

    private static string? Git(params IEnumerable<string> arguments)
    {
        if (Root is null)
            return null;
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments)
            {
                WorkingDirectory = Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            string output = git!.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
