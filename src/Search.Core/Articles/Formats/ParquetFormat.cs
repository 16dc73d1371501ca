using System.Runtime.CompilerServices;
using Parquet;

namespace Search.Core.Articles;

/// <summary>Apache Parquet, a row group at a time: memory is bounded by the largest of them.</summary>
internal static class ParquetFormat
{
    /// <summary>Reads a file.</summary>
    /// <param name="stream">The bytes, seekable, from the beginning: a Parquet file begins at its end.</param>
    /// <param name="context">What the records have in common.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<CorpusRecord> ReadAsync(
        Stream stream, RecordContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new ParquetOptions { TreatByteArrayAsString = true, UseDateOnlyTypeForDates = true };
        await using var reader = await ParquetReader.CreateAsync(stream, options, leaveStreamOpen: true, cancellationToken);
        long number = 0;
        for (int group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            List<ParquetColumn> columns = [];
            try
            {
                foreach (var field in reader.Schema.DataFields)
                {
                    if (await ParquetColumn.TryReadAsync(rows, field, context.Names, cancellationToken) is { } column)
                        columns.Add(column);
                }
                for (long row = 0; row < rows.RowCount; row++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    context.Draft.Clear();
                    foreach (var column in columns)
                        column.SetNext(context.Draft);
                    yield return context.Finish(++number);
                }
            }
            finally
            {
                columns.ForEach(column => column.Dispose());
            }
        }
    }
}
