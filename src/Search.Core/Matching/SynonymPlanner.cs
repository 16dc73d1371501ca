using System.Runtime.InteropServices;
using Search.Core.Analysis;
using Search.Core.Language;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>A row of words of a group and what it stands for beside itself.</summary>
/// <param name="Count">How many clauses of the group it takes.</param>
/// <param name="Stems">The words.</param>
/// <param name="Synonyms">What it stands for.</param>
internal sealed record SynonymRow(int Count, string[] Stems, IReadOnlyList<Synonym> Synonyms);

/// <summary>Finds the words of a query that have synonyms, and plans these.</summary>
internal sealed class SynonymPlanner(PlanningContext context, AnalysisChain chain)
{
    /// <summary>What a synonym counts, against 1 for the word.</summary>
    private const double Factor = 0.7;

    /// <summary>Adds a synonym of one word to what is looked for in place of it.</summary>
    public static void AddWord(PlanningContext context, WordEvidence evidence, Synonym synonym, IReadOnlyList<SearchedField> fields)
    {
        foreach (var (term, field) in TermsOf(context, synonym, fields))
            evidence.AddInPlace(term, context.Scoring(field.Stems), field.Boost * Factor, EvidenceKind.Synonym);
    }

    /// <summary>A synonym of one word in each field: by its sense as an acronym where it is one and the archive has it so, else by its stem.</summary>
    private static IEnumerable<(IndexTerm Term, SearchedField Field)> TermsOf(PlanningContext context, Synonym synonym, IReadOnlyList<SearchedField> fields)
    {
        if (synonym.Acronym is { } acronym)
        {
            var terms = fields.Select(field => (Term: context.Term(field.Exact, acronym), field)).ToList();
            if (terms.Exists(found => found.Term.DocFreq > 0))
                return terms;
        }
        return context.StemFields(fields).Select(field => (context.Term(field.Stems, synonym.Stems[0]), field));
    }

    /// <summary>The longest row of plain words with synonyms, from a clause of a group on; words that take part in the group in the same way. Null for none.</summary>
    public SynonymRow? Find(GroupNode group, int first)
    {
        var table = context.Vocabulary.Synonyms;
        if (table.Longest == 0)
            return null;
        SynonymRow? longest = null;
        var stems = new List<string>();
        for (int i = first; i < group.Clauses.Count && stems.Count < table.Longest; i++)
        {
            if (group.Clauses[i].Node is not WordNode { Kind: WordKind.Plain } word || group.Clauses[i].Occur != group.Clauses[first].Occur)
                break;
            AddStems(word.Text, stems);
            if (table.Of(CollectionsMarshal.AsSpan(stems)) is { Count: > 0 } found)
                longest = new SynonymRow(i - first + 1, [.. stems], found);
        }
        return longest;
    }

    /// <summary>The same for a word that stands for itself.</summary>
    public SynonymRow? Find(WordNode word) => Find(new GroupNode([new Clause(Occur.Should, word)]), 0);

    /// <summary>Adds the plans of synonyms that a row of words has beside itself; those of one word for one word are part of the word.</summary>
    /// <param name="row">The row.</param>
    /// <param name="own">What the words of the row count together. More than 0.</param>
    /// <param name="fields">Where to look.</param>
    /// <param name="plans">Gets the plans.</param>
    public void Add(SynonymRow row, double own, IReadOnlyList<SearchedField> fields, List<PlanNode> plans)
    {
        foreach (var synonym in row.Synonyms)
        {
            if (synonym.Stems.Length > 1)
                AddPhrase(synonym.Stems, own, fields, plans);
            else if (row.Stems.Length > 1)
                AddWord(synonym, own, fields, plans);
        }
    }

    /// <summary>
    /// The words in a row in each field. Unlike those of a word, the occurrences in title and body do not saturate together, so that the fields share
    /// what the synonym counts, as one occurrence of a word in them counts.
    /// </summary>
    private void AddPhrase(string[] synonym, double own, IReadOnlyList<SearchedField> fields, List<PlanNode> plans)
    {
        double shares = fields.Sum(Share);
        foreach (var field in fields)
        {
            var terms = Array.ConvertAll(synonym, stem => context.Term(field.Stems, stem));
            var scoring = context.Scoring(field.Stems);
            double share = fields.Count == 1 ? 1 : Share(field) / shares;
            plans.Add(new PhrasePlan(terms, slop: 0, scoring, share * Weight(own, terms.Sum(term => scoring.Idf(term.DocFreq)), fields), EvidenceKind.Synonym));
        }
    }

    private void AddWord(Synonym synonym, double own, IReadOnlyList<SearchedField> fields, List<PlanNode> plans)
    {
        var evidence = new WordEvidence(synonym.Acronym ?? synonym.Stems[0], context.Ranking.K1);
        foreach (var (term, field) in TermsOf(context, synonym, fields))
            evidence.AddInPlace(term, context.Scoring(field.Stems), fields.Count == 1 ? 1 : field.Boost, EvidenceKind.Synonym);
        if (!evidence.IsEmpty)
            plans.Add(evidence.ToPlan(Weight(own, evidence.Idf, fields), EvidenceKind.Synonym));
    }

    /// <summary>What a synonym counts, against 1 for its rarity: less than what was asked for, however rare it is.</summary>
    private static double Weight(double own, double idf, IReadOnlyList<SearchedField> fields) =>
        Factor * Math.Min(fields.Count == 1 ? fields[0].Boost : 1, own / idf);

    private double Share(SearchedField field) => field.Boost <= 0 ? 0 : field.Boost / (field.Boost + context.Ranking.K1);

    private void AddStems(string text, List<string> stems)
    {
        using var cursor = chain.Open(text);
        while (stems.Count < context.Limits.MaxClauses && cursor.Next())
            stems.Add(cursor.Stem.ToString());
    }
}
