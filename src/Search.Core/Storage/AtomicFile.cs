using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Search.Core.Storage;

/// <summary>Reads and replaces small files so that whoever reads sees the old content or the new one, also after a loss of power.</summary>
internal static class AtomicFile
{
    /// <summary>What the name of a file that is being written ends with; one that a crash left behind has no meaning.</summary>
    public const string TemporarySuffix = ".tmp";

    // Windows refuses to replace a file in the moment that another process has it open.
    private const int Attempts = 20;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Creates or replaces a file; it is on the disk when this returns. One writer at a time.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content, DiskFlush flush)
    {
        string temporary = path + TemporarySuffix;
        using (SafeFileHandle handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write, FileShare.Read))
        {
            RandomAccess.Write(handle, content, 0);
            flush.FlushFile(handle, temporary);
        }

        Retry(() =>
        {
            File.Move(temporary, path, overwrite: true);
            return true;
        });
        flush.FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>The content of a file; null when there is none.</summary>
    public static byte[]? Read(string path)
    {
        try
        {
            return Retry(() =>
            {
                using SafeFileHandle handle = PositionalFile.OpenHandle(path);
                byte[] content = new byte[RandomAccess.GetLength(handle)];
                int count = 0;
                // One read may give less than there is.
                for (int read = -1; read != 0 && count < content.Length; count += read)
                    read = RandomAccess.Read(handle, content.AsSpan(count), count);
                return content[..count];
            });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The JSON in such a file.</summary>
    /// <exception cref="JsonException">It is none, or an object in it has a name twice.</exception>
    public static JsonNode? ParseJson(ReadOnlySpan<byte> utf8) => JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });

    private static T Retry<T>(Func<T> call)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return call();
            }
            catch (Exception exception) when (OperatingSystem.IsWindows() && attempt < Attempts
                && exception is UnauthorizedAccessException or IOException and not FileNotFoundException and not DirectoryNotFoundException)
            {
                Thread.Sleep(s_pause);
            }
        }
    }
}
