using System.Runtime.InteropServices;
using Search.Core.Analysis;
using Search.Core.Language;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>Plans the words and phrases of one query: what they are after analysis, in each field that they are looked for in.</summary>
internal sealed class WordPlanner(PlanningContext context, AnalysisChain chain)
{
    private readonly TermExpander _expander = new(context);

    private readonly record struct Word(string Stem, string Exact, bool JoinsPrevious);

    /// <summary>Plans what is typed without white space: one word, a phrase of joined parts, or several of these.</summary>
    /// <param name="node">As typed.</param>
    /// <param name="fields">Where to look.</param>
    /// <param name="plans">Gets a plan for each; none when there is no letter or digit.</param>
    /// <param name="row">Gets the stems of plain words that stand alone.</param>
    public void Add(WordNode node, IReadOnlyList<SearchedField> fields, List<PlanNode> plans, WordRow row)
    {
        if (node.Kind == WordKind.Wildcard)
        {
            row.Break();
            string pattern = KeywordNormalizer.Normalize(node.Text);
            plans.Add(InFields(fields, field => Expanded(_expander.Wildcard(field.Exact, pattern), pattern, field)));
            return;
        }
        var words = Analyse(node.Text);
        if (node.Kind != WordKind.Plain)
        {
            row.Break();
            AddExpansions(node, words, fields, plans);
            return;
        }
        for (int start = 0, end; start < words.Count; start = end)
        {
            end = start + 1;
            while (end < words.Count && words[end].JoinsPrevious)
                end++;
            plans.Add(Run(CollectionsMarshal.AsSpan(words)[start..end], fields));
            if (end - start == 1)
                row.Add(words[start].Stem);
            else
                row.Break();
        }
    }

    /// <summary>Plans a quoted phrase: exact forms. Null when it has no words.</summary>
    public PlanNode? Phrase(PhraseNode node, IReadOnlyList<SearchedField> fields)
    {
        var words = Analyse(node.Text);
        return words.Count == 0 ? null : InFields(fields, field =>
        {
            var terms = words.ConvertAll(word => context.Term(field.Exact, word.Exact));
            var scoring = context.Scoring(field.Stems);
            return terms.Count == 1
                ? new TermPlan(terms[0], scoring, field.Boost)
                : new PhrasePlan(terms, node.Slop, scoring, field.Boost * context.Ranking.PhraseBoost);
        });
    }

    /// <summary>The stem of a plain word of one part.</summary>
    public bool TryStem(WordNode node, out string stem)
    {
        var words = node.Kind == WordKind.Plain ? Analyse(node.Text) : [];
        stem = words.Count == 1 ? words[0].Stem : "";
        return words.Count == 1;
    }

    private void AddExpansions(WordNode node, List<Word> words, IReadOnlyList<SearchedField> fields, List<PlanNode> plans)
    {
        for (int i = 0; i < words.Count; i++)
        {
            var word = words[i];
            bool isExpanded = node.Kind == WordKind.Fuzzy || i == words.Count - 1;
            plans.Add(isExpanded ? InFields(fields, field => Expand(node, word.Exact, field)) : Run([word], fields));
        }
    }

    private PlanNode Expand(WordNode node, string exact, SearchedField field)
    {
        var terms = node.Kind == WordKind.Prefix
            ? _expander.Prefix(field.Exact, exact)
            : _expander.Fuzzy(field.Exact, exact, node.MaxEdits);
        return Expanded(terms, exact + (node.Kind == WordKind.Prefix ? "*" : "~"), field);
    }

    private PlanNode Expanded(List<ExpandedTerm> terms, string typed, SearchedField field) => terms.Count == 0 ? new NothingPlan()
        : new ExpansionPlan(terms, typed, context.Scoring(field.Stems), field.Boost);

    /// <summary>The stems of joined parts in a row, in each field; every word of every query comes here, so that nothing is captured.</summary>
    private PlanNode Run(ReadOnlySpan<Word> words, IReadOnlyList<SearchedField> fields)
    {
        if (fields.Count == 1)
            return Run(words, fields[0]);
        var clauses = new PlanClause[fields.Count];
        for (int i = 0; i < clauses.Length; i++)
            clauses[i] = new PlanClause(ClauseRole.Optional, Run(words, fields[i]));
        return new GroupPlan(clauses, minOptional: 1);
    }

    private LeafPlan Run(ReadOnlySpan<Word> words, SearchedField field)
    {
        var scoring = context.Scoring(field.Stems);
        if (words.Length == 1)
            return new TermPlan(context.Term(field.Stems, words[0].Stem), scoring, field.Boost);
        var terms = new IndexTerm[words.Length];
        for (int i = 0; i < terms.Length; i++)
            terms[i] = context.Term(field.Stems, words[i].Stem);
        return new PhrasePlan(terms, slop: 0, scoring, field.Boost);
    }

    private static PlanNode InFields(IReadOnlyList<SearchedField> fields, Func<SearchedField, PlanNode> plan) =>
        fields.Count == 1 ? plan(fields[0]) : GroupPlan.AnyOf(fields.Select(plan));

    private List<Word> Analyse(string text)
    {
        var words = new List<Word>();
        using var cursor = chain.Open(text);
        int end = -1;
        while (cursor.Next() && context.CountWord())
        {
            bool joins = end >= 0 && JoinedWords.Join(text, end, cursor.Start);
            words.Add(new Word(cursor.Stem.ToString(), cursor.Exact.ToString(), joins));
            end = cursor.End;
        }
        return words;
    }
}
