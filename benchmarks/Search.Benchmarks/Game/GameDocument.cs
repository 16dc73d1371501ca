using System.Text.Json;
using Search.Benchmarks.Commands;

namespace Search.Benchmarks.Game;

/// <summary>One line of a corpus.</summary>
internal readonly record struct GameDocument(string Id, string Text)
{
    /// <summary>Reads JSON Lines: <c>{"id","text"}</c>, or <c>{"id","title","body"}</c>, whose text is the title and the body.</summary>
    /// <exception cref="MeasurementException">A line is not of this form.</exception>
    public static IEnumerable<GameDocument> Read(Stream stream)
    {
        var buffer = new byte[1 << 20];
        int start = 0, end = 0;
        long line = 0;
        while (true)
        {
            int length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length < 0)
            {
                // The rest of a line moves to the front, and a line that fills the buffer makes it grow.
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                if (end == buffer.Length)
                    Array.Resize(ref buffer, 2 * buffer.Length);
                int read = stream.Read(buffer, end, buffer.Length - end);
                end += read;
                if (read > 0)
                    continue;
                if (end == 0)
                    yield break;
                length = end;
            }

            line++;
            var bytes = buffer.AsMemory(start, length);
            start = Math.Min(start + length + 1, end);
            if (bytes.Span.Trim("\r\n\t "u8).Length > 0)
                yield return Parse(bytes.Span, line);
        }
    }

    private static GameDocument Parse(ReadOnlySpan<byte> json, long line)
    {
        string? id = null, text = null, title = null, body = null;
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("id"u8))
                    id = NextText(ref reader);
                else if (reader.ValueTextEquals("text"u8))
                    text = NextText(ref reader);
                else if (reader.ValueTextEquals("title"u8))
                    title = NextText(ref reader);
                else if (reader.ValueTextEquals("body"u8))
                    body = NextText(ref reader);
                else
                    reader.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new MeasurementException($"Line {line} of the corpus is no JSON object: {exception.Message}");
        }

        if (id is null || (text is null && body is null && title is null))
            throw new MeasurementException($"Line {line} of the corpus has no id or no text.");
        return new GameDocument(id, text ?? $"{title}\n{body}");
    }

    private static string? NextText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        if (reader.TokenType == JsonTokenType.Number)
            return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
        reader.Skip();
        return null;
    }
}
