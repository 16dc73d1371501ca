using System.Globalization;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Search.Core.Articles;

/// <summary>
/// One column of a row group, read row by row. A value is there where its definition level is the highest; the values that are
/// there lie packed. A repetition level of 0 begins a row.
/// </summary>
internal sealed class ParquetColumn : IDisposable
{
    /// <summary>The names that Parquet writers give to the levels of a list.</summary>
    private static readonly HashSet<string> ListLevels = new(StringComparer.Ordinal) { "list", "element", "item", "array", "bag", "array_element" };

    private readonly MemberName _name;
    private readonly RawColumnData _data;
    private readonly Func<int, RecordValue> _valueAt;
    private readonly int _highestDefinition;
    private readonly bool _isList;
    private int _value;
    private int _level;

    private ParquetColumn(MemberName name, DataField field, RawColumnData data, Func<int, RecordValue> valueAt)
    {
        _name = name;
        _data = data;
        _valueAt = valueAt;
        _highestDefinition = field.MaxDefinitionLevel;
        _isList = field.MaxRepetitionLevel > 0;
    }

    /// <summary>Reads a column; null when its type is none that an article can hold (lists of lists, intervals).</summary>
    public static async ValueTask<ParquetColumn?> TryReadAsync(
        ParquetRowGroupReader rows, DataField field, MemberNames names, CancellationToken cancellationToken)
    {
        if (field.MaxRepetitionLevel > 1 || !rows.ColumnExists(field))
            return null;
        var name = Resolve(field, names);
        var data = await rows.ReadRawColumnDataBaseAsync(field, cancellationToken);
        if (ValuesOf(data, name.Member != ArticleMember.Field || field.MaxRepetitionLevel > 0) is { } valueAt)
            return new ParquetColumn(name, field, data, valueAt);
        data.Dispose();
        return null;
    }

    /// <summary>Gives the next row's value to the draft.</summary>
    public void SetNext(ArticleDraft draft)
    {
        if (!_isList)
        {
            if (TryNext(out var value))
                draft.Set(_name, value);
            return;
        }
        List<string> texts = [];
        do
        {
            if (TryNext(out var element) && element.AsText() is { } text)
                texts.Add(text);
        }
        while (_level < _data.RepetitionLevels.Length && _data.RepetitionLevels[_level] > 0);
        draft.Set(_name, RecordValue.Texts(texts));
    }

    private bool TryNext(out RecordValue value)
    {
        bool isThere = _highestDefinition == 0 || _data.DefinitionLevels[_level] == _highestDefinition;
        _level++;
        value = isThere ? _valueAt(_value++) : default;
        return isThere;
    }

    /// <summary>
    /// A column at the top has its name; a nested one is the field <c>parent.child</c>, but the names of a source or of authors
    /// stand for these.
    /// </summary>
    private static MemberName Resolve(DataField field, MemberNames names)
    {
        var path = field.Path.ToList();
        string[] parts = [path[0], .. path.Skip(1).Where(part => field.MaxRepetitionLevel == 0 || !ListLevels.Contains(part))];
        var top = names.Resolve(parts[0]);
        return parts.Length == 1 || (parts is [_, "name"] && top.Member is ArticleMember.Source or ArticleMember.Authors)
            ? top : names.ResolveNested(string.Join('.', parts));
    }

    private static Func<int, RecordValue>? ValuesOf(RawColumnData data, bool withDigits) => data switch
    {
        RawColumnData<ReadOnlyMemory<char>> texts => i => RecordValue.Text(texts.Values[i].ToString()),
        RawColumnData<ReadOnlyMemory<byte>> bytes => i => RecordValue.Text(System.Text.Encoding.UTF8.GetString(bytes.Values[i].Span)),
        RawColumnData<bool> truths => i => RecordValue.Boolean(truths.Values[i]),
        RawColumnData<sbyte> numbers => i => Number(numbers.Values[i], withDigits),
        RawColumnData<byte> numbers => i => Number(numbers.Values[i], withDigits),
        RawColumnData<short> numbers => i => Number(numbers.Values[i], withDigits),
        RawColumnData<ushort> numbers => i => Number(numbers.Values[i], withDigits),
        RawColumnData<int> numbers => i => Number(numbers.Values[i], withDigits),
        RawColumnData<uint> numbers => i => Number(numbers.Values[i], withDigits),
        RawColumnData<long> numbers => i => Number(numbers.Values[i], withDigits),
        RawColumnData<ulong> numbers => i => Number(numbers.Values[i], withDigits),
        RawColumnData<float> numbers => i => Number(numbers.Values[i], withDigits),
        RawColumnData<double> numbers => i => Number(numbers.Values[i], withDigits),
        RawColumnData<decimal> numbers => i => RecordValue.Number((double)numbers.Values[i], numbers.Values[i].ToString(CultureInfo.InvariantCulture)),
        // Parquet's instants are UTC, or local to nowhere in particular: kept as they are written.
        RawColumnData<DateTime> instants => i => RecordValue.Date(
            ArticleDate.FromInstant(new DateTimeOffset(DateTime.SpecifyKind(instants.Values[i], DateTimeKind.Utc)))),
        RawColumnData<DateOnly> days => i => RecordValue.Date(ArticleDate.FromDay(days.Values[i])),
        RawColumnData<TimeOnly> times => i => RecordValue.Text(times.Values[i].ToString("O", CultureInfo.InvariantCulture)),
        RawColumnData<Guid> guids => i => RecordValue.Text(guids.Values[i].ToString()),
        _ => null,
    };

    private static RecordValue Number<T>(T number, bool withDigits)
        where T : struct, System.Numerics.INumber<T>
    {
        double value = double.CreateChecked(number);
        return RecordValue.Number(value, withDigits || !double.IsFinite(value) ? number.ToString(null, CultureInfo.InvariantCulture) : "");
    }

    public void Dispose() => _data.Dispose();
}
