using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;

namespace Search.Core.Articles;

/// <summary>
/// CSV and TSV with a header. Quotes are those of RFC 4180 in both, as spreadsheets and data frames write them; the separator of a
/// CSV file is found among <c>, ; tab |</c>.
/// </summary>
internal static class DelimitedFormat
{
    public static async IAsyncEnumerable<CorpusRecord> ReadAsync(
        Stream stream, RecordContext context, bool isTabbed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool quoteIsOpen = false;
        await using var rows = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = isTabbed ? '\t' : null,
            TrackLineNumbers = true,
            MaxRecordSize = context.Options.MaxRecordBytes,
            OnMalformedRecord = record => quoteIsOpen |= record.Reason == CsvMalformedReason.UnterminatedQuote,
        }, leaveOpen: true);
        await rows.ReadHeaderAsync(cancellationToken);
        var columns = rows.Headers.Select(header => header.Trim())
            .Select(header => header.Length == 0 ? null : context.Names.Resolve(header)).ToArray();
        while (await rows.ReadAsync(cancellationToken))
            yield return quoteIsOpen ? context.Fail(rows.LineNumber, "A quote in this row is never closed: double the quotes inside a field, and close it.") : ReadRow(rows, columns, context);
    }

    private static CorpusRecord ReadRow(CsvReader row, MemberName?[] columns, RecordContext context)
    {
        var draft = context.Draft;
        draft.Clear();
        for (int i = 0; i < Math.Min(columns.Length, row.FieldCount); i++)
        {
            var value = row.GetSpan(i);
            if (columns[i] is { } name && !(value.IsEmpty && name.Member == ArticleMember.Field))
                draft.Set(name, RecordValue.Text(Encoding.UTF8.GetString(value)));
        }
        // A row with too few fields lacks its last ones; in one with too many, no value is sure to be in its column.
        if (row.FieldCount > columns.Length)
            draft.Fail($"The row has {row.FieldCount} fields, the header {columns.Length}: put fields that hold the separator in quotes.");
        return context.Finish(row.LineNumber);
    }
}
