using System.Buffers;
using System.Globalization;
using System.Text;
using Search.Core;

namespace Search.Api.Exports;

/// <summary>
/// Articles as rows of CSV (RFC 4180): a column for each member and each field of the index, several values separated by <c>;</c>. A cell that a
/// spreadsheet would take for a formula gets an apostrophe in front, because texts of an archive are not to be trusted.
/// </summary>
internal sealed class CsvRows(IReadOnlyList<FieldDefinition> fields)
{
    private static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n;");

    public void WriteHeader(IBufferWriter<byte> output) =>
        Write(output, ["id", "title", "date", "source", "url", "authors", "language", .. fields.Select(field => field.Name), "body"]);

    public void Write(IBufferWriter<byte> output, Article article) => Write(output,
    [
        article.Id, article.Title, article.Date?.ToString() ?? "", article.Source ?? "", article.Url ?? "", string.Join(';', article.Authors),
        article.Language ?? "", .. fields.Select(field => article.Fields.TryGetValue(field.Name, out var value) ? Text(value) : ""), article.Body,
    ]);

    private static string Text(FieldValue value) =>
        value.Number is { } number ? number.ToString("R", CultureInfo.InvariantCulture)
        : value.Boolean is { } truth ? (truth ? "true" : "false")
        : value.Date is { } date ? date.ToString()
        : string.Join(';', value.Strings ?? []);

    private static void Write(IBufferWriter<byte> output, string[] cells)
    {
        var line = new StringBuilder();
        foreach (string cell in cells)
        {
            if (line.Length > 0)
                line.Append(',');
            Append(line, cell);
        }
        line.Append("\r\n");
        Encoding.UTF8.GetBytes(line.ToString(), output);
    }

    private static void Append(StringBuilder line, string cell)
    {
        if (cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' && !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            cell = "'" + cell;
        if (cell.AsSpan().IndexOfAny(s_quoted) < 0)
            line.Append(cell);
        else
            line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
