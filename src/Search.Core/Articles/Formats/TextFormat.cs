using System.Runtime.CompilerServices;
using System.Text;

namespace Search.Core.Articles;

/// <summary>Plain text: the file is one article. Invalid UTF-8 becomes U+FFFD.</summary>
internal static class TextFormat
{
    public static async IAsyncEnumerable<CorpusRecord> ReadAsync(
        PeekStream stream, RecordContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (stream.IsWhole)
        {
            yield return Finish(stream.Ahead, context);
            yield break;
        }
        using var buffer = new RecordBuffer(stream);
        bool more;
        do
            more = await buffer.FillAsync(cancellationToken);
        while (more && buffer.Bytes.Length <= context.Options.MaxRecordBytes);
        yield return Finish(buffer.Bytes, context);
    }

    private static CorpusRecord Finish(ReadOnlyMemory<byte> bytes, RecordContext context) =>
        bytes.Length > context.Options.MaxRecordBytes
            ? context.FailTooLong(1)
            : context.FinishText(Encoding.UTF8.GetString(bytes.Span));
}
