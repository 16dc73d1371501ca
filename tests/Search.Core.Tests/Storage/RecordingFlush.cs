using Microsoft.Win32.SafeHandles;
using Search.Core.Storage;

namespace Search.Core.Tests.Storage;

/// <summary>Records what is flushed to the disk, with the length that a file had then, and fails where a test wants it to.</summary>
internal sealed class RecordingFlush : DiskFlush
{
    private readonly List<string> _events = [];

    /// <summary>"name:length" for a file, "name/" for a folder.</summary>
    public IReadOnlyList<string> Events => _events;

    public Func<string, bool> Fails { get; set; } = _ => false;

    public void Clear() => _events.Clear();

    public override void FlushFile(SafeFileHandle handle, string path)
    {
        Record($"{Path.GetFileName(path)}:{RandomAccess.GetLength(handle)}", path);
        base.FlushFile(handle, path);
    }

    public override void FlushFolder(string path)
    {
        Record(Path.GetFileName(path) + "/", path);
        base.FlushFolder(path);
    }

    private void Record(string what, string path)
    {
        if (Fails(Path.GetFileName(path)))
        {
            throw new IOException("The disk is gone.");
        }

        lock (_events)
        {
            _events.Add(what);
        }
    }
}
