using System.Globalization;

namespace Search.Core.Storage;

/// <summary>The names in the folder of an index; the format page describes them.</summary>
internal sealed class HomeLayout(string path)
{
    private const string DescriptionName = "index.json";
    private const string CurrentName = "current";
    private const string GenerationsName = "generations";
    private const string LockName = "write.lock";

    /// <summary>The folder, absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string Description => In(DescriptionName);

    public string Current => In(CurrentName);

    public string Generations => In(GenerationsName);

    public string Lock => In(LockName);

    public string Generation(long number) => System.IO.Path.Combine(Generations, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The numbers of the generations whose folders exist, ascending.</summary>
    public long[] FindGenerations()
    {
        if (!Directory.Exists(Generations))
        {
            return [];
        }

        return [.. Directory.EnumerateDirectories(Generations)
            .Select(folder => long.TryParse(System.IO.Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0)
            .Where(number => number > 0)
            .Order()];
    }

    /// <summary>The names in the folder that say what it is: hidden ones and what a file system keeps for itself left out.</summary>
    public string[] FindEntries() =>
        [.. Directory.EnumerateFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry)).Where(name => name[0] != '.' && name != "lost+found")];

    /// <summary>Whether a name is left over from a creation that ended before anything else existed.</summary>
    public static bool IsLeftoverOfCreation(string name) => name is LockName or DescriptionName + AtomicFile.TemporarySuffix;

    /// <summary>Whether a name may only be there once <see cref="Description"/> is.</summary>
    public static bool FollowsDescription(string name) =>
        name is CurrentName or CurrentName + AtomicFile.TemporarySuffix or GenerationsName;

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
