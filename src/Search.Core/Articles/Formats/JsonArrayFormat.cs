using System.Runtime.CompilerServices;

namespace Search.Core.Articles;

/// <summary>
/// A JSON array of objects, or objects that stand one after the other over several lines. An element that is broken inside costs
/// no other; one that never ends ends the file.
/// </summary>
internal static class JsonArrayFormat
{
    public static async IAsyncEnumerable<CorpusRecord> ReadAsync(
        Stream stream, RecordContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var elements = new JsonElementReader(stream, context.Options.MaxRecordBytes);
        long number = 0;
        while (await elements.ReadAsync(cancellationToken))
        {
            number++;
            if (elements.IsTooLong)
            {
                yield return context.FailTooLong(number);
                continue;
            }
            var record = JsonRecord.ReadRecord(elements.Element.Span, context, number);
            yield return record.Failure is { } failure
                ? record with { Failure = failure with { Error = $"{failure.Error} (The element begins at line {elements.Line}.)" } }
                : record;
        }
        if (elements.Problem is { } problem)
            yield return context.Fail(number + 1, problem);
    }
}
