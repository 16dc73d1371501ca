using System.Runtime.InteropServices;
using Search.Core.Analysis;
using Search.Core.Language;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>A row of words of a group and what it stands for beside itself.</summary>
/// <param name="Count">How many clauses of the group it takes.</param>
/// <param name="Stems">The words.</param>
/// <param name="Synonyms">What it stands for, each as a row of stems.</param>
internal sealed record SynonymRow(int Count, string[] Stems, IReadOnlyList<string[]> Synonyms);

/// <summary>Finds the words of a query that have synonyms, and plans these.</summary>
internal sealed class SynonymPlanner(PlanningContext context, AnalysisChain chain)
{
    /// <summary>What a synonym counts, against 1 for the word.</summary>
    private const double Factor = 0.7;

    /// <summary>Adds a synonym of one word to what is looked for in place of it.</summary>
    public static void AddStem(PlanningContext context, WordEvidence evidence, string stem, IReadOnlyList<SearchedField> fields)
    {
        foreach (var field in fields)
            evidence.AddInPlace(context.Term(field.Stems, stem), context.Scoring(field.Stems), field.Boost * Factor, EvidenceKind.Synonym);
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
    public void Add(SynonymRow row, IReadOnlyList<SearchedField> fields, List<PlanNode> plans)
    {
        double whole = SumIdf(row.Stems, fields);
        foreach (string[] synonym in row.Synonyms)
        {
            // A synonym weighs less than what was asked for, however rare it is.
            double weight = Factor * Math.Min(1, whole / SumIdf(synonym, fields));
            if (synonym.Length > 1)
            {
                plans.AddRange(fields.Select(field => new PhrasePlan(
                    [.. synonym.Select(stem => context.Term(field.Stems, stem))], slop: 0, context.Scoring(field.Stems), field.Boost * weight)));
            }
            else if (row.Stems.Length > 1)
            {
                var evidence = new WordEvidence(synonym[0], context.Ranking.K1);
                foreach (var field in context.StemFields(fields))
                    evidence.Add(context.Term(field.Stems, synonym[0]), context.Scoring(field.Stems), field.Boost);
                if (!evidence.IsEmpty)
                    plans.Add(evidence.ToPlan(weight));
            }
        }
    }

    private void AddStems(string text, List<string> stems)
    {
        using var cursor = chain.Open(text);
        while (stems.Count < context.Limits.MaxClauses && cursor.Next())
            stems.Add(cursor.Stem.ToString());
    }

    private double SumIdf(string[] stems, IReadOnlyList<SearchedField> fields)
    {
        double sum = 0;
        foreach (string stem in stems)
            sum += context.Scoring(fields[^1].Stems).Idf(fields.Max(field => context.Term(field.Stems, stem).DocFreq));
        return sum;
    }
}
