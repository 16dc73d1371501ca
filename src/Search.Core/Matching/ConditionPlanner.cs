using Search.Core.Analysis;
using Search.Core.Language;
using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>Plans conditions: those of the query text and those of the request.</summary>
internal sealed class ConditionPlanner(PlanningContext context, AnalysisChain chain, IReadOnlyDictionary<string, FieldType> fields)
{
    private const int MaxNamesInMessage = 20;

    private static readonly string[] s_keywordFields = [FieldNames.Source, FieldNames.Author, FieldNames.Language];

    /// <summary>The conditions of a request, which must all hold.</summary>
    /// <exception cref="FormatException">One does not fit the fields; the message says what to change.</exception>
    public List<PlanNode> Plan(SearchConditions conditions)
    {
        var plans = new List<PlanNode>();
        if (conditions.After is { } after)
            plans.Add(After(after));
        if (conditions.Before is { } before)
            plans.Add(Before(before));
        if (conditions.Sources.Count + conditions.Authors.Count + conditions.Filters.Count == 0)
            return plans;
        var filters = conditions.Sources.Select(source => new FieldFilter(FieldNames.Source, source))
            .Concat(conditions.Authors.Select(author => new FieldFilter(FieldNames.Author, author)))
            .Concat(conditions.Filters);
        foreach (var sameField in filters.GroupBy(filter => filter.Field, StringComparer.Ordinal))
        {
            context.Asked?.Open();
            var alternatives = sameField.Select(PlanChecked).ToList();
            plans.Add(alternatives.Count == 1 ? alternatives[0] : GroupPlan.AnyOf(alternatives));
            context.Asked?.CloseClause(ClauseRole.Required, plans[^1]);
        }
        return plans;
    }

    /// <summary>A condition of the query text, which the parser has found to fit.</summary>
    public PlanNode Plan(ConditionNode condition) => condition.Field switch
    {
        "after" => After(ArticleDate.Parse(condition.Value.Trim())),
        "before" => Before(ArticleDate.Parse(condition.Value.Trim())),
        QuerySyntax.Length when !fields.ContainsKey(condition.Field) && FieldRange.TryParseNumbers(condition.Value, out double low, out double high) =>
            LengthCondition.Plan(context.Reader, low, high),
        FieldNames.Author => GroupPlan.AnyOf([Keyword(FieldNames.Author, condition.Value), AuthorWords(condition.Value)]),
        _ => Plan(new FieldFilter(condition.Field, condition.Value)),
    };

    private PlanNode PlanChecked(FieldFilter filter)
    {
        bool isKeyword = s_keywordFields.Contains(filter.Field) || (fields.TryGetValue(filter.Field, out var type) && type == FieldType.Keyword);
        return isKeyword && filter.Value.StartsWith('[') && FieldRange.TryParse(filter.Value, out _)
            ? throw new FormatException($"'{filter.Value}' is a range, and '{filter.Field}' is a keyword field: give a value. Ranges are for numbers and dates.")
            : isKeyword && Unquoted(filter.Value) is { } inner
            ? GroupPlan.AnyOf([Plan(filter), Keyword(filter.Field, inner)])
            : Plan(filter);
    }

    // Quotes around a value are of the one who asks, as in the query language, unless the value itself has them: both are looked for.
    private static string? Unquoted(string value) =>
        KeywordNormalizer.Normalize(value) is ['"', .. { Length: > 0 } inner, '"'] ? inner : null;

    private PlanNode Plan(FieldFilter filter)
    {
        if (s_keywordFields.Contains(filter.Field))
            return Keyword(filter.Field, filter.Value);
        if (!fields.TryGetValue(filter.Field, out var type))
            throw new FormatException($"There is no field '{filter.Field}' to filter by: use {FilterableNames()}.");
        return type switch
        {
            FieldType.Keyword => Keyword(filter.Field, filter.Value),
            FieldType.Boolean when FieldRange.TryParseBoolean(filter.Value, out bool truth) => Keyword(filter.Field, truth ? "true" : "false"),
            FieldType.Boolean => throw new FormatException($"'{filter.Value}' is no value for '{filter.Field}': write true or false."),
            FieldType.Number when FieldRange.TryParseNumbers(filter.Value, out double low, out double high) =>
                new OverlapPlan(FieldNames.Number(filter.Field), FieldNames.Number(filter.Field), FieldNames.SortableDouble(low), FieldNames.SortableDouble(high)),
            FieldType.Number => throw new FormatException($"'{filter.Value}' is no value for '{filter.Field}': write a number such as 10, or a range such as [10 TO 20] or [10 TO *]."),
            FieldType.Date when FieldRange.TryParseDates(filter.Value, out long low, out long high) =>
                new OverlapPlan(FieldNames.FieldDateStart(filter.Field), FieldNames.FieldDateEnd(filter.Field), low, high),
            FieldType.Date => throw new FormatException($"'{filter.Value}' is no value for '{filter.Field}': write a date such as 2022-05, or a range such as [2021 TO 2022-05]."),
            _ => throw new FormatException($"'{filter.Field}' is a text field, which cannot be filtered by: search for {filter.Field}:{filter.Value} in the query."),
        };
    }

    private PlanNode Keyword(string field, string value)
    {
        string folded = KeywordNormalizer.Normalize(value);
        return folded.Length == 0 ? new NothingPlan() : new KeywordPlan([context.Term(FieldNames.Keyword(field), folded)]);
    }

    /// <summary>Some of an author's names in a row.</summary>
    private PlanNode AuthorWords(string value)
    {
        var terms = new List<IndexTerm>();
        using (var cursor = chain.Open(value))
        {
            while (cursor.Next() && context.CountWord())
                terms.Add(context.Term(FieldNames.AuthorWords, cursor.Exact.ToString()));
        }
        return terms.Count switch
        {
            0 => new NothingPlan(),
            1 => new KeywordPlan(terms),
            _ => new FilterPlan(new PhrasePlan(terms, slop: 0, context.Scoring(FieldNames.AuthorWords), boost: 1)),
        };
    }

    /// <summary>What overlaps the time from the start of a date on.</summary>
    public static OverlapPlan After(ArticleDate date) =>
        new(FieldNames.DateStart, FieldNames.DateEnd, date.Start.Ticks, long.MaxValue);

    /// <summary>What overlaps the time up to the end of a date.</summary>
    public static OverlapPlan Before(ArticleDate date) =>
        new(FieldNames.DateStart, FieldNames.DateEnd, long.MinValue, date.End.Ticks);

    private string FilterableNames()
    {
        var names = s_keywordFields.Concat(fields.Where(field => field.Value != FieldType.Text).Select(field => field.Key).Order(StringComparer.Ordinal)).ToList();
        return names.Count <= MaxNamesInMessage ? string.Join(", ", names) : string.Join(", ", names.Take(MaxNamesInMessage)) + " or another one";
    }
}
