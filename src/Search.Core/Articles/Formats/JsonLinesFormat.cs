using System.Runtime.CompilerServices;

namespace Search.Core.Articles;

/// <summary>JSON Lines: one object a line. A line that is broken costs no other.</summary>
internal static class JsonLinesFormat
{
    public static async IAsyncEnumerable<CorpusRecord> ReadAsync(
        Stream stream, RecordContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var lines = new LineReader(stream, context.Options.MaxRecordBytes);
        while (await lines.ReadAsync(cancellationToken))
        {
            if (lines.IsTooLong)
                yield return context.FailTooLong(lines.Number);
            else if (!IsBlank(lines.Line.Span))
                yield return JsonRecord.ReadRecord(lines.Line.Span, context, lines.Number);
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0;
}
