using System.Runtime.InteropServices;
using Search.Core.Analysis;
using Search.Core.Language;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>Plans the words and phrases of one query: what they are after analysis, in each field that they are looked for in.</summary>
internal sealed class WordPlanner(PlanningContext context, QueryWords analysis)
{
    /// <summary>What a word counts that is written as one where the query has it apart, or the other way round.</summary>
    private const double OtherWriting = 0.25;

    /// <summary>
    /// What a word counts that two words of the query make together, for each of them. Little: where text parts such words by a hyphen they
    /// are found themselves, and a rare compound would outweigh them.
    /// </summary>
    private const double JoinedNeighbour = 0.1;

    private readonly TermExpander _expander = new(context);

    /// <summary>Plans what is typed without white space: one word, a phrase of joined parts, or several of these.</summary>
    /// <param name="node">As typed.</param>
    /// <param name="fields">Where to look.</param>
    /// <param name="plans">Gets a plan for each; none when there is no letter or digit.</param>
    /// <param name="row">Gets the stems of plain words that stand alone.</param>
    /// <param name="joined">Stems of what the word is together with its neighbours, each half of which it stands for.</param>
    public void Add(WordNode node, IReadOnlyList<SearchedField> fields, List<PlanNode> plans, WordRow row, NeighbourStems joined)
    {
        if (node.Kind == WordKind.Wildcard)
        {
            row.Break();
            string pattern = KeywordNormalizer.Normalize(node.Text);
            plans.Add(InFields(fields, field => Expanded(_expander.Wildcard(field.Exact, pattern), pattern, field)));
            return;
        }
        var words = analysis.Analyse(node.Text);
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
            plans.Add(Run(CollectionsMarshal.AsSpan(words)[start..end], fields, joined));
            if (end - start == 1)
                row.Add(words[start].Stem);
            else
                row.Break();
        }
    }

    /// <summary>Plans a quoted phrase: exact forms. Null when it has no words.</summary>
    public PlanNode? Phrase(PhraseNode node, IReadOnlyList<SearchedField> fields)
    {
        var words = analysis.Analyse(node.Text);
        return words.Count == 0 ? null : InFields(fields, field =>
        {
            var terms = words.ConvertAll(word => context.Term(field.Exact, analysis.IsAcronym(word, fields) ? word.Acronym! : word.Exact));
            var scoring = context.Scoring(field.Stems);
            return terms.Count == 1
                ? new TermPlan(terms[0], scoring, field.Boost)
                : new PhrasePlan(terms, node.Slop, scoring, field.Boost * context.Ranking.PhraseBoost);
        });
    }

    /// <summary>The stem of a plain word of one part.</summary>
    public bool TryStem(WordNode node, out string stem)
    {
        var words = node.Kind == WordKind.Plain ? analysis.Analyse(node.Text) : [];
        stem = words is [{ Acronym: null } only] ? only.Stem : "";
        return stem.Length > 0;
    }

    private void AddExpansions(WordNode node, List<QueryWord> words, IReadOnlyList<SearchedField> fields, List<PlanNode> plans)
    {
        for (int i = 0; i < words.Count; i++)
        {
            var word = words[i];
            bool isExpanded = node.Kind == WordKind.Fuzzy || i == words.Count - 1;
            plans.Add(isExpanded ? InFields(fields, field => Expand(node, word.Exact, field)) : Run([word], fields, default));
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

    /// <summary>
    /// The stems of joined parts in a row, in each field, and what else they may be written as; every word of every query comes here, so that
    /// nothing is captured.
    /// </summary>
    private PlanNode Run(ReadOnlySpan<QueryWord> words, IReadOnlyList<SearchedField> fields, NeighbourStems joined)
    {
        bool isAcronym = words.Length == 1 && analysis.IsAcronym(words[0], fields);
        var clauses = new List<PlanClause>(fields.Count);
        foreach (var field in fields)
        {
            var scoring = context.Scoring(field.Stems);
            if (isAcronym)
            {
                Add(new TermPlan(context.Term(field.Exact, words[0].Acronym!), scoring, field.Boost));
                continue;
            }
            Add(Run(words, field, language: -1)!);
            AddOtherLanguages(words, field, clauses);
            if (words.Length == 2 && words[0].Joined is { } whole)
                AddStem(whole, field, field.Boost * OtherWriting);
            if (words.Length == 1 && analysis.Parts(words[0], field) is var (first, second))
                Add(new PhrasePlan([context.Term(field.Stems, first), context.Term(field.Stems, second)], slop: 0, scoring, field.Boost * OtherWriting));
            if (joined.WithPrevious is { } previous)
                AddStem(previous, field, field.Boost * JoinedNeighbour);
            if (joined.WithNext is { } next)
                AddStem(next, field, field.Boost * JoinedNeighbour);
        }
        return clauses.Count == 1 ? clauses[0].Node : new GroupPlan(clauses, minOptional: 1);

        void Add(PlanNode plan) => clauses.Add(new PlanClause(ClauseRole.Optional, plan));

        void AddStem(string stem, SearchedField field, double boost)
        {
            if (context.Term(field.Stems, stem) is { DocFreq: > 0 } term)
                Add(new TermPlan(term, context.Scoring(field.Stems), boost));
        }
    }

    /// <summary>The stems of the archive's other languages, each reading of the words once and where the field has them.</summary>
    private void AddOtherLanguages(ReadOnlySpan<QueryWord> words, SearchedField field, List<PlanClause> clauses)
    {
        for (int language = 0; language < analysis.OtherLanguages; language++)
        {
            if (!IsKnown(words, language) && Run(words, field, language) is { } plan)
                clauses.Add(new PlanClause(ClauseRole.Optional, plan));
        }
    }

    /// <summary>Whether the words read the same in English or in an earlier language.</summary>
    private static bool IsKnown(ReadOnlySpan<QueryWord> words, int language)
    {
        for (int earlier = -1; earlier < language; earlier++)
        {
            bool isSame = true;
            foreach (var word in words)
                isSame &= StemIn(word, earlier) == StemIn(word, language);
            if (isSame)
                return true;
        }
        return false;
    }

    private static string StemIn(in QueryWord word, int language) => language < 0 ? word.Stem : word.OtherStems![language];

    /// <summary>The stems of one language in a row; null where the field lacks one of them, except for English.</summary>
    private LeafPlan? Run(ReadOnlySpan<QueryWord> words, SearchedField field, int language)
    {
        var scoring = context.Scoring(field.Stems);
        var terms = new IndexTerm[words.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = context.Term(field.Stems, StemIn(words[i], language));
            if (language >= 0 && terms[i].DocFreq == 0)
                return null;
        }
        return terms.Length == 1 ? new TermPlan(terms[0], scoring, field.Boost) : new PhrasePlan(terms, slop: 0, scoring, field.Boost);
    }

    private static PlanNode InFields(IReadOnlyList<SearchedField> fields, Func<SearchedField, PlanNode> plan) =>
        fields.Count == 1 ? plan(fields[0]) : GroupPlan.AnyOf(fields.Select(plan));
}
