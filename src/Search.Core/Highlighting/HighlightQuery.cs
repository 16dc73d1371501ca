using Search.Core.Analysis;
using Search.Core.Language;

namespace Search.Core.Highlighting;

/// <summary>
/// A query as highlighting sees it: its words and phrases, without conditions and without what is prohibited. Compiled once a
/// search and used for all its hits, because it remembers which spellings match. Not thread-safe.
/// </summary>
internal sealed class HighlightQuery
{
    private readonly List<HighlightClause> _clauses = [];
    private readonly Dictionary<string, FieldMatcher?> _matchers = new(StringComparer.Ordinal);
    private readonly Func<string, string, double> _idf;
    private readonly IReadOnlySet<string> _textFields;

    private HighlightQuery(AnalysisChain chain, Func<string, string, double> idf, IReadOnlySet<string> textFields)
    {
        Chain = chain;
        _idf = idf;
        _textFields = textFields;
    }

    public AnalysisChain Chain { get; }

    /// <param name="query">The query.</param>
    /// <param name="chain">The chain of the index.</param>
    /// <param name="idf">How rare a stem is in a field: field and stem to a weight of at least 0.</param>
    /// <param name="textFields">The fields whose words are searched; matches in others are not marked.</param>
    public static HighlightQuery Compile(ParsedQuery query, AnalysisChain chain, Func<string, string, double> idf, IReadOnlySet<string> textFields)
    {
        var compiled = new HighlightQuery(chain, idf, textFields);
        if (query.Root != null)
            compiled.Collect(query.Root);
        return compiled;
    }

    /// <summary>What of the query may match in a field; null when nothing may.</summary>
    public FieldMatcher? For(string field)
    {
        if (_matchers.TryGetValue(field, out var matcher))
            return matcher;
        var clauses = _clauses.Where(clause => clause.Field == null || clause.Field == field).ToList();
        matcher = clauses.Count > 0 && _textFields.Contains(field) ? new FieldMatcher(clauses, stem => _idf(field, stem)) : null;
        _matchers.Add(field, matcher);
        return matcher;
    }

    /// <summary>Walks the tree with a stack of its own: a query may be nested as deep as it is long.</summary>
    private void Collect(QueryNode root)
    {
        var pending = new Stack<(QueryNode Node, string? Field)>();
        pending.Push((root, null));
        while (pending.TryPop(out var next))
        {
            switch (next.Node)
            {
                case GroupNode group:
                    for (int i = group.Clauses.Count - 1; i >= 0; i--)
                    {
                        if (group.Clauses[i].Occur != Occur.MustNot)
                            pending.Push((group.Clauses[i].Node, next.Field));
                    }

                    break;
                case FieldNode field:
                    pending.Push((field.Child, field.Field));
                    break;
                case WordNode word:
                    AddWord(word, next.Field);
                    break;
                case PhraseNode phrase:
                    Add(next.Field, phrase.Text, (exact, _, _) => new TermPattern(TermPatternKind.Exact, exact), phrase.Slop);
                    break;
            }
        }
    }

    private void AddWord(WordNode word, string? field) => Add(field, word.Text, (exact, stem, isLast) => word.Kind switch
    {
        // In war-tor* only the last part is unfinished.
        WordKind.Prefix when isLast => new TermPattern(TermPatternKind.Prefix, exact),
        WordKind.Fuzzy => new TermPattern(TermPatternKind.Fuzzy, exact, Math.Clamp(word.MaxEdits ?? AutomaticEdits(exact), 0, 2)),
        _ => new TermPattern(TermPatternKind.Stem, stem),
    }, slop: 0);

    private static int AutomaticEdits(string exact) => exact.Length switch
    {
        <= 2 => 0,
        <= 5 => 1,
        _ => 2,
    };

    private void Add(string? field, string text, Func<string, string, bool, TermPattern> pattern, int slop)
    {
        var forms = new List<(string Exact, string Stem)>();
        using (var cursor = Chain.Open(text))
        {
            while (cursor.Next())
                forms.Add((cursor.Exact.ToString(), cursor.Stem.ToString()));
        }

        if (forms.Count > 0)
        {
            var terms = forms.Select((form, i) => pattern(form.Exact, form.Stem, i == forms.Count - 1)).ToArray();
            _clauses.Add(new HighlightClause(field, terms, forms.Select(form => form.Stem).ToArray(), Math.Max(0, slop)));
        }
    }
}
