using System.Globalization;
using Lucene.Net.Index;
using Search.Core.Analysis;
using Search.Core.Highlighting;
using Search.Core.Indexing;
using Search.Core.Language;
using Search.Core.Postings;
using Search.Core.Scoring;

namespace Search.Core.Searching;

/// <summary>Highlights the fields of hits: the body first, then the title and the caller's text fields where something matched in them.</summary>
internal sealed class HitHighlighter(AnalysisChain chain)
{
    private readonly Highlighter _highlighter = new(chain);

    public static string BudgetWarning(HighlightOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"A text is longer than the {options.MaxTextLength:N0} characters that are searched for passages; later matches are not marked.");

    /// <summary>Prepares a query once for all hits of a search; words that are rarer in the archive count more.</summary>
    public HighlightQuery Compile(Snapshot snapshot, ParsedQuery parsed, IReadOnlyDictionary<string, FieldType> fields)
    {
        var reader = snapshot.Reader;
        var textFields = fields.Where(field => field.Value == FieldType.Text).Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
        return HighlightQuery.Compile(parsed, chain, (field, stem) => Rarity(reader, textFields.Contains(field) ? FieldNames.Text(field) : field, stem), textFields);
    }

    public FieldHighlight Highlight(HighlightQuery query, string text, HighlightOptions options, bool whole, CancellationToken cancellationToken) =>
        _highlighter.Highlight(query, FieldNames.Body, text, options, whole, cancellationToken);

    public List<Passage> Highlight(HighlightQuery query, Article article, HighlightOptions options, ref bool cut)
    {
        var body = _highlighter.Highlight(query, FieldNames.Body, article.Body, options, whole: false, CancellationToken.None);
        cut |= body.IsCut;
        var passages = new List<Passage>(body.Passages);
        AddMatching(query, FieldNames.Title, article.Title, options, passages, ref cut);
        foreach (var (name, value) in article.Fields)
        {
            if (query.TextFields.Contains(name) && value.Strings is { } texts)
            {
                foreach (string text in texts)
                    AddMatching(query, name, text, options, passages, ref cut);
            }
        }

        return passages;
    }

    private void AddMatching(HighlightQuery query, string field, string text, HighlightOptions options, List<Passage> passages, ref bool cut)
    {
        var found = _highlighter.Highlight(query, field, text, options, whole: false, CancellationToken.None);
        cut |= found.IsCut;
        passages.AddRange(found.Passages.Where(passage => passage.Matches.Count > 0));
    }

    private static double Rarity(IndexReader reader, string field, string stem) =>
        Bm25.Idf(reader.MaxDoc, reader.DocFreq(new Term(field, stem)));
}
