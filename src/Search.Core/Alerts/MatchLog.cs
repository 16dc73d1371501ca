using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Search.Core.Storage;

namespace Search.Core.Alerts;

/// <summary>A line of a <see cref="MatchLog"/>: a match, or the last number that a search gave.</summary>
/// <param name="Search">The name of the search.</param>
/// <param name="Number">The number.</param>
/// <param name="Match">Null for a line that says the number alone.</param>
internal readonly record struct LoggedMatch(string Search, long Number, SavedSearchMatch? Match);

/// <summary>
/// The file that the matches of all saved searches are appended to, one line each, and that is written anew when most of it is of no use any more
/// (docs/index-format.md). What an append returned from survives a loss of power. Not thread-safe.
/// </summary>
internal sealed class MatchLog : IDisposable
{
    private const int ChecksumDigits = 8;

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _path;
    private SafeFileHandle? _file;
    private long _length;

    private MatchLog(string path, long length, int lines) => (_path, _length, Lines) = (path, length, lines);

    /// <summary>How many lines the file has.</summary>
    public int Lines { get; private set; }

    /// <summary>Reads a log, which may be missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="matches">Gets the lines.</param>
    /// <exception cref="ArticleIndexException">The file is damaged. An end that was not written whole is no damage: nobody was told that it is there.</exception>
    public static MatchLog Open(string path, List<LoggedMatch> matches)
    {
        byte[] content = AtomicFile.Read(path) ?? [];
        long length = 0;
        bool isTorn = false;
        for (int start = 0, end; start < content.Length; start = end + 1)
        {
            end = Array.IndexOf(content, (byte)'\n', start);
            bool isWhole = end >= 0 && IsIntact(content.AsSpan(start, end - start));
            if (end < 0)
                end = content.Length;
            if (isWhole && isTorn)
                throw Damaged(path, start, "lines before this one were changed", null);
            isTorn |= !isWhole;
            if (!isWhole)
                continue;
            matches.Add(Parse(path, start, content.AsSpan((start + ChecksumDigits + 1)..end)));
            length = end + 1;
        }
        return new MatchLog(path, length, matches.Count);
    }

    /// <summary>Adds lines; they are on the disk when this returns.</summary>
    public void Append(IEnumerable<LoggedMatch> matches)
    {
        var (bytes, lines) = Write(matches);
        if (_file is null)
        {
            bool isNew = !File.Exists(_path);
            _file = File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            if (isNew)
                DiskFlush.Instance.FlushFolder(Path.GetDirectoryName(_path)!);
        }
        // What an earlier process or a failed append left behind the last line.
        if (RandomAccess.GetLength(_file) != _length)
            RandomAccess.SetLength(_file, _length);
        RandomAccess.Write(_file, bytes, _length);
        DiskFlush.Instance.FlushFile(_file, _path);
        _length += bytes.Length;
        Lines += lines;
    }

    /// <summary>Replaces all lines in one step.</summary>
    public void Rewrite(IEnumerable<LoggedMatch> matches)
    {
        var (bytes, lines) = Write(matches);
        Dispose();
        try
        {
            AtomicFile.Write(_path, bytes, DiskFlush.Instance);
        }
        catch
        {
            // What failed may be the last step, after which the new file is in its place.
            if (bytes.AsSpan().SequenceEqual(AtomicFile.Read(_path)))
                (_length, Lines) = (bytes.Length, lines);
            throw;
        }
        (_length, Lines) = (bytes.Length, lines);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private static (byte[] Bytes, int Lines) Write(IEnumerable<LoggedMatch> matches)
    {
        var all = new ArrayBufferWriter<byte>();
        var line = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(line, s_json);
        int lines = 0;
        foreach (var logged in matches)
        {
            line.ResetWrittenCount();
            json.Reset();
            json.WriteStartObject();
            json.WriteString("search", logged.Search);
            json.WriteNumber("number", logged.Number);
            if (logged.Match is { } match)
            {
                json.WriteString("id", match.ArticleId);
                json.WriteString("time", match.Time);
                json.WriteBoolean("update", match.IsUpdate);
            }
            json.WriteEndObject();
            json.Flush();
            all.Write(Encoding.ASCII.GetBytes(Crc32.HashToUInt32(line.WrittenSpan).ToString("x8", CultureInfo.InvariantCulture)));
            all.Write(" "u8);
            all.Write(line.WrittenSpan);
            all.Write("\n"u8);
            lines++;
        }
        return (all.WrittenSpan.ToArray(), lines);
    }

    private static bool IsIntact(ReadOnlySpan<byte> line) =>
        line.Length > ChecksumDigits + 1 && line[ChecksumDigits] == ' '
        && uint.TryParse(line[..ChecksumDigits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint checksum)
        && Crc32.HashToUInt32(line[(ChecksumDigits + 1)..]) == checksum;

    private static LoggedMatch Parse(string path, int at, ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            using var document = JsonDocument.ParseValue(ref reader);
            var json = document.RootElement;
            string search = json.GetProperty("search").GetString() ?? throw new JsonException("The name is null.");
            long number = json.GetProperty("number").GetInt64();
            return !json.TryGetProperty("id", out var id) ? new LoggedMatch(search, number, null)
                : new LoggedMatch(search, number, new SavedSearchMatch(
                    number, id.GetString() ?? throw new JsonException("The id is null."), json.GetProperty("time").GetDateTimeOffset(), json.GetProperty("update").GetBoolean()));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Damaged(path, at, exception.Message, exception);
        }
    }

    private static ArticleIndexException Damaged(string path, int at, string why, Exception? inner) => new(ArticleIndexError.Damaged,
        $"'{path}' cannot be read at byte {at}: {why}. Restore it from a copy of the index, or delete it to go on without the matches that it keeps.", inner);
}
