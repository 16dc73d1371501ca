using System.Runtime.InteropServices;
using Search.Core.Analysis;
using Search.Core.Language;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>Plans the words and phrases of one query: what they are after analysis, in each field that they are looked for in.</summary>
internal sealed class WordPlanner(PlanningContext context, AnalysisChain chain)
{
    /// <summary>What a synonym counts, against 1 for the word.</summary>
    private const double SynonymFactor = 0.7;

    private readonly TermExpander _expander = new(context);
    private readonly TypoExpander _typos = new(context);

    private readonly record struct Word(string Stem, string Exact, bool JoinsPrevious);

    /// <summary>Plans what is typed without white space: one word, a phrase of joined parts, or several of these.</summary>
    /// <param name="node">As typed.</param>
    /// <param name="fields">Where to look.</param>
    /// <param name="plans">Gets a plan for each; none when there is no letter or digit.</param>
    /// <param name="row">Gets the stems of plain words that stand alone, where they count fully.</param>
    /// <param name="use">How the word is used.</param>
    public void Add(WordNode node, IReadOnlyList<SearchedField> fields, List<PlanNode> plans, WordRow row, WordUse use)
    {
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
            while (end < words.Count && words[end].JoinsPrevious && !use.IsAmongOthers)
                end++;
            plans.Add(Run(CollectionsMarshal.AsSpan(words)[start..end], fields, words.Count == 1 ? use : use with { Synonyms = [] }));
            if (end - start != 1)
                row.Break();
            else if (use.Weight == 1)
                row.Add(words[start].Stem);
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

    private void AddExpansions(WordNode node, List<Word> words, IReadOnlyList<SearchedField> fields, List<PlanNode> plans)
    {
        for (int i = 0; i < words.Count; i++)
        {
            var word = words[i];
            bool isExpanded = node.Kind == WordKind.Fuzzy || i == words.Count - 1;
            plans.Add(isExpanded ? InFields(fields, field => Expand(node, word.Exact, field)) : Run([word], fields, WordUse.Plain));
        }
    }

    private PlanNode Expand(WordNode node, string exact, SearchedField field)
    {
        var terms = node.Kind == WordKind.Prefix
            ? _expander.Prefix(field.Exact, exact)
            : _expander.Fuzzy(field.Exact, exact, node.MaxEdits);
        return terms.Count == 0 ? new NothingPlan()
            : new ExpansionPlan(terms, exact + (node.Kind == WordKind.Prefix ? "*" : "~"), context.Scoring(field.Stems), field.Boost);
    }

    /// <summary>The stems of joined parts in a row, in each field; every word of every query comes here, so that nothing is captured.</summary>
    private PlanNode Run(ReadOnlySpan<Word> words, IReadOnlyList<SearchedField> fields, WordUse use)
    {
        if (words.Length == 1)
            return Single(words[0], fields, use);
        if (fields.Count == 1)
            return Phrase(words, fields[0], use.Weight);
        var clauses = new PlanClause[fields.Count];
        for (int i = 0; i < clauses.Length; i++)
            clauses[i] = new PlanClause(ClauseRole.Optional, Phrase(words, fields[i], use.Weight));
        return new GroupPlan(clauses, minOptional: 1);
    }

    /// <summary>One word: its stem in all fields together, with what stands for it.</summary>
    private PlanNode Single(Word word, IReadOnlyList<SearchedField> fields, WordUse use)
    {
        var evidence = new WordEvidence(word.Stem, context.Ranking.K1);
        foreach (var field in fields)
            evidence.Add(context.Term(field.Stems, word.Stem), context.Scoring(field.Stems), field.Boost);
        if (use.IsRead && context.Typos)
        {
            if (evidence.IsEmpty && use.Synonyms.Count == 0)
                _typos.AddNear(evidence, word.Exact, fields);
            else if (use.IsAmongOthers)
                _typos.AddMisspellings(evidence, word.Exact, fields);
        }
        foreach (string[] synonym in use.Synonyms)
        {
            if (synonym.Length == 1)
                AddStems(evidence, synonym[0], fields, SynonymFactor);
        }
        return fields.Count > 1 || !evidence.IsOwn ? evidence.ToPlan(use.Weight)
            : new TermPlan(context.Term(fields[0].Stems, word.Stem), context.Scoring(fields[0].Stems), fields[0].Boost * use.Weight);
    }

    /// <summary>The plans of synonyms that a word or a row of words has beside itself; those of one word for one word are part of the word.</summary>
    /// <param name="stems">The row.</param>
    /// <param name="synonyms">What it stands for.</param>
    /// <param name="fields">Where to look.</param>
    /// <param name="plans">Gets them.</param>
    public void AddSynonyms(ReadOnlySpan<string> stems, IReadOnlyList<string[]> synonyms, IReadOnlyList<SearchedField> fields, List<PlanNode> plans)
    {
        double whole = SumIdf(stems, fields);
        foreach (string[] synonym in synonyms)
        {
            // A synonym weighs less than what was asked for, however rare it is.
            double weight = SynonymFactor * Math.Min(1, whole / SumIdf(synonym, fields));
            if (synonym.Length > 1)
            {
                plans.Add(InFields(fields, field => new PhrasePlan(
                    [.. synonym.Select(stem => context.Term(field.Stems, stem))], slop: 0, context.Scoring(field.Stems), field.Boost * weight)));
            }
            else if (stems.Length > 1)
            {
                var evidence = new WordEvidence(synonym[0], context.Ranking.K1);
                AddStems(evidence, synonym[0], fields, factor: 1);
                if (!evidence.IsEmpty)
                    plans.Add(evidence.ToPlan(weight));
            }
        }
    }

    /// <summary>The stems of a plain word; none where it is a prefix or fuzzy.</summary>
    public List<string> Stems(WordNode node)
    {
        var stems = new List<string>();
        using var cursor = chain.Open(node.Text);
        while (node.Kind == WordKind.Plain && stems.Count < context.Limits.MaxClauses && cursor.Next())
            stems.Add(cursor.Stem.ToString());
        return stems;
    }

    private void AddStems(WordEvidence evidence, string stem, IReadOnlyList<SearchedField> fields, double factor)
    {
        foreach (var field in fields)
            evidence.AddInPlace(context.Term(field.Stems, stem), context.Scoring(field.Stems), field.Boost * factor);
    }

    private double SumIdf(ReadOnlySpan<string> stems, IReadOnlyList<SearchedField> fields)
    {
        double sum = 0;
        foreach (string stem in stems)
        {
            int docFreq = 0;
            foreach (var field in fields)
                docFreq = Math.Max(docFreq, context.Term(field.Stems, stem).DocFreq);
            sum += context.Scoring(fields[^1].Stems).Idf(docFreq);
        }
        return sum;
    }

    private PhrasePlan Phrase(ReadOnlySpan<Word> words, SearchedField field, double weight)
    {
        var terms = new IndexTerm[words.Length];
        for (int i = 0; i < terms.Length; i++)
            terms[i] = context.Term(field.Stems, words[i].Stem);
        return new PhrasePlan(terms, slop: 0, context.Scoring(field.Stems), field.Boost * weight);
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
