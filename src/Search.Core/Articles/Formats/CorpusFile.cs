namespace Search.Core.Articles;

/// <summary>One file of a corpus, or the caller's stream.</summary>
/// <param name="Name">Its name as failures carry it; null for a stream without one.</param>
/// <param name="BaseName">The name that its ids begin with; null for none.</param>
/// <param name="Length">Its length in bytes; null when it is not known.</param>
internal sealed record CorpusFile(string? Name, string? BaseName, long? Length)
{
    /// <summary>The caller's stream; null for a file.</summary>
    public Stream? Stream { get; init; }

    /// <summary>Whether it was found in a folder, not named by the caller; one that is not text is then passed over.</summary>
    public bool IsFound { get; init; }

    /// <summary>The file that a path names, or those of the folder that it names, in the order of their names.</summary>
    public static List<CorpusFile> List(string path)
    {
        if (File.Exists(path))
            return [new CorpusFile(path, FileNames.WithoutExtensions(Path.GetFileName(path)), new FileInfo(path).Length)];
        List<CorpusFile> files = [];
        AddFolder(path, new DirectoryInfo(path), "", files);
        return files;
    }

    /// <summary>Adds a folder's files; links to folders are not followed, since they may lead in a circle.</summary>
    private static void AddFolder(string root, DirectoryInfo folder, string prefix, List<CorpusFile> files)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = folder.GetFileSystemInfos();
        }
        catch (Exception problem) when (prefix.Length > 0 && problem is IOException or UnauthorizedAccessException)
        {
            // It cannot be opened as a file either, which makes it a failed record beside the others.
            files.Add(new CorpusFile(Path.Combine(root, prefix), prefix.TrimEnd('/'), 0) { IsFound = true });
            return;
        }
        foreach (var entry in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.Name.StartsWith('.') || entry.Attributes.HasFlag(FileAttributes.Hidden))
                continue;
            if (entry is DirectoryInfo subfolder)
            {
                if (subfolder.LinkTarget is null)
                    AddFolder(root, subfolder, $"{prefix}{entry.Name}/", files);
            }
            else if (FileNames.IsCorpus(entry.Name))
            {
                string baseName = prefix + FileNames.WithoutExtensions(entry.Name);
                files.Add(new CorpusFile(Path.Combine(root, prefix + entry.Name), baseName, ((FileInfo)entry).Length) { IsFound = true });
            }
        }
    }
}
