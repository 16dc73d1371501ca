namespace Search.Core.Tests;

/// <summary>Finds the files of the repository that a test is about.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Search.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("These tests run from within the repository.");
    }
}
