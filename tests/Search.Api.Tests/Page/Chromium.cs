namespace Search.Api.Tests.Page;

/// <summary>The Chromium or Chrome of this machine.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge"];

    /// <summary>The program: <c>CHROMIUM_PATH</c>, or one on the path or where installers put it; null when there is none.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named
        ? Existing(named)
        : Candidates().FirstOrDefault(File.Exists);

    /// <summary>Whether a missing browser fails the tests instead of skipping them.</summary>
    public static bool Required { get; } = Environment.GetEnvironmentVariable("SEARCH_REQUIRE_BROWSER") == "1";

    /// <summary>Why there is no browser.</summary>
    public static string Missing =>
        "There is no Chromium here: install one (Debian: apt-get install chromium) or name its program in CHROMIUM_PATH.";

    private static string? Existing(string path) => File.Exists(path) ? path : null;

    private static IEnumerable<string> Candidates()
    {
        string suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (string name in Names)
        {
            foreach (string folder in folders)
                yield return System.IO.Path.Combine(folder, name + suffix);
        }
        if (OperatingSystem.IsWindows())
        {
            foreach (var folder in (Environment.SpecialFolder[])[Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.LocalApplicationData])
            {
                string root = Environment.GetFolderPath(folder);
                yield return System.IO.Path.Combine(root, "Google", "Chrome", "Application", "chrome.exe");
                yield return System.IO.Path.Combine(root, "Microsoft", "Edge", "Application", "msedge.exe");
            }
        }
        yield return "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
        yield return "/Applications/Chromium.app/Contents/MacOS/Chromium";
    }
}
