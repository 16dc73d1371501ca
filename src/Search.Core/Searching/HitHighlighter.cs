using System.Globalization;
using Lucene.Net.Index;
using Search.Core.Analysis;
using Search.Core.Highlighting;
using Search.Core.Indexing;
using Search.Core.Language;
using Search.Core.Postings;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Searching;

/// <summary>Highlights the fields of hits: the body first, then the title and the caller's text fields where something matched in them.</summary>
internal sealed class HitHighlighter(AnalysisChain chain)
{
    public static string BudgetWarning(HighlightOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"A text is longer than the {options.MaxTextLength:N0} characters that are searched for passages; later matches are not marked.");

    /// <summary>Prepares a query once for all hits of a search; words that are rarer in the archive count more.</summary>
    /// <param name="snapshot">The snapshot that is searched.</param>
    /// <param name="parsed">The query.</param>
    /// <param name="fields">The caller's fields.</param>
    /// <param name="plan">Its plan over the snapshot, which knows the words that stand for those of the query; null to mark these alone.</param>
    public HighlightQuery Compile(Snapshot snapshot, ParsedQuery parsed, IReadOnlyDictionary<string, FieldType> fields, QueryPlan? plan = null)
    {
        var reader = snapshot.Reader;
        var textFields = CallersTextFields(fields).Append(FieldNames.Title).Append(FieldNames.Body).ToHashSet(StringComparer.Ordinal);
        return HighlightQuery.Compile(parsed, chain, (field, stem) => Rarity(reader, field is FieldNames.Title or FieldNames.Body ? field : FieldNames.Text(field), stem), textFields,
            acronym => textFields.Any(field => reader.DocFreq(new Term((field is FieldNames.Title or FieldNames.Body ? field : FieldNames.Text(field)) + FieldNames.ExactSuffix, acronym)) > 0),
            plan is null ? null : StandIns.Of(plan.Root));
    }

    public static FieldHighlight Highlight(HighlightQuery query, string text, HighlightOptions options, bool whole, CancellationToken cancellationToken) =>
        Highlighter.Highlight(query, FieldNames.Body, text, options, whole, cancellationToken);

    public static List<Passage> Highlight(
        HighlightQuery query, Article article, IReadOnlyDictionary<string, FieldType> fields, HighlightOptions options, ref bool cut)
    {
        query.TextLanguage = query.Chain.LanguageOf(article.Language);
        var body = Highlighter.Highlight(query, FieldNames.Body, article.Body, options, whole: false, CancellationToken.None);
        cut |= body.BudgetReached;
        return [.. body.Passages, .. HighlightOtherFields(query, article, fields, options, ref cut)];
    }

    /// <summary>Passages of the title and the caller's text fields, where something matched.</summary>
    public static List<Passage> HighlightOtherFields(
        HighlightQuery query, Article article, IReadOnlyDictionary<string, FieldType> fields, HighlightOptions options, ref bool cut)
    {
        var passages = new List<Passage>();
        AddMatching(query, FieldNames.Title, article.Title, options, passages, ref cut);
        foreach (string name in article.Fields.Count > 0 ? CallersTextFields(fields) : [])
        {
            foreach (string text in article.Fields.GetValueOrDefault(name)?.Strings ?? [])
                AddMatching(query, name, text, options, passages, ref cut);
        }

        return passages;
    }

    private static void AddMatching(HighlightQuery query, string field, string text, HighlightOptions options, List<Passage> passages, ref bool cut)
    {
        var found = Highlighter.Highlight(query, field, text, options, whole: false, CancellationToken.None);
        cut |= found.BudgetReached;
        passages.AddRange(found.Passages.Where(passage => passage.Matches.Count > 0));
    }

    private static IEnumerable<string> CallersTextFields(IReadOnlyDictionary<string, FieldType> fields) =>
        fields.Where(field => field.Value == FieldType.Text).Select(field => field.Key);

    private static double Rarity(IndexReader reader, string field, string stem) =>
        Bm25.Idf(reader.MaxDoc, reader.DocFreq(new Term(field, stem)));
}
