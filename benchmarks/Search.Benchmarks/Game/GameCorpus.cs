using System.IO.Compression;
using System.Text.Json;

namespace Search.Benchmarks.Game;

/// <summary>Corpus files of the game, <c>.gz</c> or plain, read as one, and written for a process's standard input.</summary>
internal static class GameCorpus
{
    public static IEnumerable<GameDocument> Read(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            using var file = File.OpenRead(path);
            using Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
            foreach (var document in GameDocument.Read(content))
                yield return document;
        }
    }

    /// <summary>Writes lines <c>{"id","text"}</c>.</summary>
    /// <returns>How many.</returns>
    public static long Write(IEnumerable<GameDocument> documents, Stream stream)
    {
        using var writer = new Utf8JsonWriter(stream);
        long count = 0;
        foreach (var document in documents)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, document.Id);
            writer.WriteString("text"u8, document.Text);
            writer.WriteEndObject();
            writer.Flush();
            writer.Reset();
            stream.WriteByte((byte)'\n');
            count++;
        }

        return count;
    }
}
