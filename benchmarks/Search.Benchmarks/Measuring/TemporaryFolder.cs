namespace Search.Benchmarks.Measuring;

/// <summary>A folder for an index, deleted afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder(string? parent)
    {
        parent ??= System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(parent, "search-benchmark-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
