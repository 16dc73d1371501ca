using Search.Core.Analysis;
using Search.Core.Language;

namespace Search.Core.Highlighting;

/// <summary>
/// A query as highlighting sees it: its words and phrases, without conditions and without what is prohibited. Compiled once a
/// search and used for all its hits, because it remembers which spellings match. Not thread-safe.
/// </summary>
internal sealed class HighlightQuery
{
    private readonly Dictionary<(string Field, LanguageStemmer? Language), FieldMatcher?> _matchers = [];
    private readonly QueryNode? _root;
    private List<HighlightClause> _clauses = [];
    private LanguageStemmer? _clausesLanguage;
    private readonly Func<string, string, double> _idf;
    private readonly IReadOnlySet<string> _textFields;

    private readonly Func<string, bool> _isAcronymIndexed;
    private readonly IReadOnlyList<StandIn> _standIns;
    private bool _capitalsThroughout;

    private HighlightQuery(AnalysisChain chain, Func<string, string, double> idf, IReadOnlySet<string> textFields, Func<string, bool> isAcronymIndexed, IReadOnlyList<StandIn> standIns, QueryNode? root)
    {
        _standIns = standIns;
        _root = root;
        Chain = chain;
        _isAcronymIndexed = isAcronymIndexed;
        _idf = idf;
        _textFields = textFields;
    }

    public AnalysisChain Chain { get; }

    /// <summary>The language of the text that is looked at next; null for English.</summary>
    public LanguageStemmer? TextLanguage { get; set; }

    /// <summary>Asked every few thousand steps whether a text must do with the matches found so far; null for as much time as it takes.</summary>
    public Func<bool>? IsOutOfTime { get; set; }

    /// <param name="query">The query.</param>
    /// <param name="chain">The chain of the index.</param>
    /// <param name="idf">How rare a stem is in a field: field and stem to a weight of at least 0.</param>
    /// <param name="textFields">The fields whose words are searched; matches in others are not marked.</param>
    /// <param name="isAcronymIndexed">Whether an acronym is in the index by its sense, so that the query looks for that; null for always.</param>
    /// <param name="standIns">What the search took for words of the query without being named by it; null for nothing.</param>
    public static HighlightQuery Compile(
        ParsedQuery query, AnalysisChain chain, Func<string, string, double> idf, IReadOnlySet<string> textFields, Func<string, bool>? isAcronymIndexed = null,
        IReadOnlyList<StandIn>? standIns = null)
    {
        var compiled = new HighlightQuery(chain, idf, textFields, isAcronymIndexed ?? (_ => true), standIns ?? [], query.Root);
        if (query.Root != null)
        {
            compiled._capitalsThroughout = QueryCapitals.AreThroughout(query.Root);
            compiled.Collect(query.Root);
        }

        return compiled;
    }

    /// <summary>What of the query may match in a field; null when nothing may.</summary>
    public FieldMatcher? For(string field)
    {
        if (_matchers.TryGetValue((field, TextLanguage), out var matcher))
            return matcher;
        if (_clausesLanguage != TextLanguage && _root is not null)
        {
            _clauses = [];
            _clausesLanguage = TextLanguage;
            Collect(_root);
        }

        var clauses = _clauses.Where(clause => clause.Field == null || clause.Field == field).ToList();
        // Without stand-ins, which is most searches, nothing of this is done.
        var standIns = _standIns.Count == 0 ? [] : _standIns
            .Select(standIn => (Rows: standIn.Rows.Where(row => row.Field == field).Select(row => row.Terms), standIn.Weight))
            .Where(standIn => standIn.Rows.Any()).ToList();
        matcher = clauses.Count + standIns.Count > 0 && _textFields.Contains(field)
            ? new FieldMatcher(clauses, standIns, Chain.Stemmer, TextLanguage, stem => _idf(field, stem)) : null;
        _matchers.Add((field, TextLanguage), matcher);
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
                        if (i > 0 && !group.IsOr)
                            AddNeighbours(group.Clauses[i - 1], group.Clauses[i], next.Field);
                    }

                    break;
                case OperatorNode operation:
                    for (int i = operation.Operands.Count - 1; i >= 0; i--)
                        pending.Push((operation.Operands[i], next.Field));
                    break;
                case FieldNode field:
                    pending.Push((field.Child, field.Field));
                    break;
                case WordNode word:
                    AddWord(word, next.Field);
                    break;
                case PhraseNode phrase:
                    AddClause(next.Field, Analyse(phrase.Text), form => form.ExactPattern, phrase.Slop);
                    break;
            }
        }
    }

    /// <summary>As it is retrieved: joined parts are a phrase, others are words of their own, and so are the parts of a prefix or fuzzy word.</summary>
    private void AddWord(WordNode word, string? field)
    {
        if (word.Kind == WordKind.Wildcard)
        {
            string pattern = KeywordNormalizer.Normalize(word.Text);
            _clauses.Add(new HighlightClause(field, [new TermPattern(TermPatternKind.Wildcard, pattern)], [pattern], 0));
            return;
        }
        var forms = Analyse(word.Text);
        for (int start = 0, end; start < forms.Count; start = end)
        {
            end = start + 1;
            while (word.Kind == WordKind.Plain && end < forms.Count && forms[end].JoinsPrevious)
                end++;
            bool isLast = end == forms.Count;
            AddClause(field, forms[start..end], form => word.Kind switch
            {
                // In new-yor* only the last part is unfinished.
                WordKind.Prefix when isLast => new TermPattern(TermPatternKind.Prefix, form.Exact),
                WordKind.Fuzzy => new TermPattern(TermPatternKind.Fuzzy, form.Exact, FuzzyEdits.Of(form.Exact, word.MaxEdits)),
                _ when end - start == 1 && form.Acronym is { } acronym => new TermPattern(TermPatternKind.Acronym, acronym),
                _ => new TermPattern(TermPatternKind.Stem, form.Stem),
            }, slop: 0);
            if (word.Kind != WordKind.Plain)
                continue;
            if (end - start == 2 && forms[start].Joined is { } joined)
                AddStems(field, joined);
            if (end - start == 1 && forms[start].Other is { } other)
                AddStems(field, other);
            if (end - start == 1 && Chain.Rules.Has(NewsRules.Hyphens) && CompoundParts.Split(forms[start].Exact) is > 0 and var split)
                AddStems(field, Stem(forms[start].Exact[..split]), Stem(forms[start].Exact[split..]));
        }
    }

    /// <summary>What two words beside each other are when they are written as one.</summary>
    private void AddNeighbours(Clause first, Clause second, string? field)
    {
        if (!Chain.Rules.Has(NewsRules.Hyphens) || first.Occur == Occur.MustNot || second.Occur == Occur.MustNot
            || first.Node is not WordNode { Kind: WordKind.Plain } x || second.Node is not WordNode { Kind: WordKind.Plain } y)
        {
            return;
        }

        var head = Analyse(x.Text);
        var rest = Analyse(y.Text);
        if (head.Count == 1 && rest.Count == 1 && CompoundParts.MayJoin(head[0].Exact, rest[0].Exact))
            AddStems(field, Stem(head[0].Exact + rest[0].Exact));
    }

    private void AddStems(string? field, params string[] stems) =>
        _clauses.Add(new HighlightClause(field, [.. stems.Select(stem => new TermPattern(TermPatternKind.Stem, stem))], stems, Slop: 0));

    private string Stem(string exact) => Chain.Stemmer is not null && TextLanguage is { } language ? language.Stem(exact) : Chain.Stemmer is { } stemmer ? stemmer.Stem(exact).ToString() : exact;

    private void AddClause(string? field, List<QueryForm> forms, Func<QueryForm, TermPattern> pattern, int slop)
    {
        if (forms.Count > 0)
            _clauses.Add(new HighlightClause(field, forms.Select(pattern).ToArray(), forms.Select(form => form.Stem).ToArray(), Math.Max(0, slop)));
    }

    private List<QueryForm> Analyse(string text) => QueryForm.Read(Chain, text, TextLanguage, _capitalsThroughout, _isAcronymIndexed);
}
