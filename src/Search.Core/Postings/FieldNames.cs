namespace Search.Core.Postings;

/// <summary>
/// The Lucene fields of a document. Changing one is a change of the index format (docs/index-format.md).
/// <c>title</c>, <c>body</c> and the caller's text fields are each two inverted fields with positions: the stems (with exact
/// lengths as norms) under the name itself and the exact forms (without norms) under the name with <see cref="ExactSuffix"/>.
/// Position n is the same token in both.
/// </summary>
internal static class FieldNames
{
    /// <summary>The id, one untokenised term.</summary>
    public const string Id = "id";

    /// <summary>The binary stored field that holds the whole article.</summary>
    public const string Stored = "article";

    public const string Title = "title";

    public const string Body = "body";

    public const string ExactSuffix = ".exact";

    /// <summary>
    /// The stems of title and body together, each of the title <see cref="TitleOccurrences"/> times, with lengths and without positions: a word that is
    /// looked for in both is one list.
    /// </summary>
    public const string TitleAndBody = "title+body";

    /// <summary>How often a stem of the title counts in <see cref="TitleAndBody"/>.</summary>
    public const int TitleOccurrences = 3;

    /// <summary>So many tokens at the beginning of an article without a title count twice in <see cref="TitleAndBody"/>: it says there what it is about.</summary>
    public const int LeadTokens = 20;

    /// <summary>Doc values (long): ticks of the first moment of the date, in UTC. Absent for undated articles.</summary>
    public const string DateStart = "date.start";

    /// <summary>Doc values (long): ticks of the last moment (inclusive) of the date.</summary>
    public const string DateEnd = "date.end";

    /// <summary>Built-in keyword fields (see <see cref="Keyword"/>).</summary>
    public const string Source = "source";

    public const string Author = "author";

    public const string Language = "language";

    /// <summary>Authors as analysed words (exact forms with positions, 100 positions between authors), for <c>author:smith</c>.</summary>
    public const string AuthorWords = "author.words";

    /// <summary>Binary doc values: what is kept of the text to tell near-duplicates (docs/index-format.md, "Sketches"). Absent for articles without words.</summary>
    public const string Sketch = "sketch";

    /// <summary>Binary doc values: what tells which articles are like it (docs/index-format.md, "Signatures").</summary>
    public const string Signature = "signature";

    /// <summary>The keys of the sketch, terms; documents only.</summary>
    public const string SketchKey = "sketch.key";

    /// <summary>The inverted field of a keyword field: one term a value, folded by <c>KeywordNormalizer</c>; documents only.</summary>
    public static string Keyword(string field) => "key:" + field;

    /// <summary>Sorted-set doc values of a keyword field: the values as they came.</summary>
    public static string Facet(string field) => "facet:" + field;

    /// <summary>The stems of a text field of the caller's.</summary>
    public static string Text(string field) => "text:" + field;

    /// <summary>Doc values (long) of a number field: <see cref="SortableDouble"/>.</summary>
    public static string Number(string field) => "num:" + field;

    /// <summary>Doc values (long) of a date field: ticks of the first moment.</summary>
    public static string FieldDateStart(string field) => "date:" + field + ".start";

    /// <summary>Doc values (long) of a date field: ticks of the last moment (inclusive).</summary>
    public static string FieldDateEnd(string field) => "date:" + field + ".end";

    /// <summary>A double as a long of the same order.</summary>
    public static long SortableDouble(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value == 0 ? 0d : value);
        return bits ^ ((bits >> 63) & long.MaxValue);
    }

    /// <summary>The inverse of <see cref="SortableDouble"/>.</summary>
    public static double FromSortable(long sortable) =>
        BitConverter.Int64BitsToDouble(sortable ^ ((sortable >> 63) & long.MaxValue));
}
