using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>
/// Plans the most frequent word of the same root beside a word of a query: a leaf of its own that counts less, so that the word keeps its own list and
/// the other is looked up for those articles alone that may get among the best.
/// </summary>
internal readonly struct RelatedWords(PlanningContext context)
{
    /// <summary>So many words beside one, the most frequent. More cost a search more than they find.</summary>
    private const int Most = 1;

    /// <summary>The leaf; null where there is none.</summary>
    /// <param name="word">The word.</param>
    /// <param name="stem">Its stem.</param>
    /// <param name="fields">Where its stem is looked for.</param>
    /// <param name="weight">What the word counts, against 1.</param>
    public PlanNode? Plan(WordEvidence word, string stem, IReadOnlyList<SearchedField> fields, double weight)
    {
        double related = context.Ranking.RelatedWeight;
        if (related <= 0 || word.DocFreq == 0 || RelatedStems.Root(stem) is not { } root)
            return null;
        if (fields.Count == 1)
            return Plain(Find(fields[0].Stems, stem, root), fields[0], weight * related, word.Idf);
        WordEvidence? evidence = null;
        foreach (var field in fields)
        {
            foreach (var term in Find(field.Stems, stem, root))
                (evidence ??= new WordEvidence(stem, context.Ranking.K1)).AddOther(term, context.Scoring(field.Stems), field.Boost, EvidenceKind.Related);
        }
        return evidence is null || evidence.IsEmpty ? null : evidence.ToPlanBeside(word, weight * related, EvidenceKind.Related);
    }

    /// <summary>Where one field is searched the word is a plain term, which costs a search less than a leaf of several terms, and weighs no more than by itself.</summary>
    private TermPlan? Plain(List<IndexTerm> terms, SearchedField field, double weight, double mostIdf)
    {
        if (terms.Count == 0 || field.Boost <= 0)
            return null;
        var scoring = context.Scoring(field.Stems);
        double idf = scoring.Idf(terms[0].DocFreq);
        return new TermPlan(terms[0], scoring, field.Boost * weight * Math.Min(1, mostIdf / idf), EvidenceKind.Related);
    }

    private List<IndexTerm> Find(string field, string stem, string root)
    {
        var terms = new List<IndexTerm>();
        var leaves = context.Reader.Leaves;
        for (int i = 0; i < leaves.Count && !context.Budget.IsExceeded(); i++)
        {
            var segment = leaves[i].AtomicReader;
            foreach (string other in RelatedStems.Of(segment).Find(segment, field, root, context.Limits.MaxTermsScanned))
            {
                if (other != stem && context.Term(field, other) is var term && !terms.Contains(term))
                    terms.Add(term);
            }
        }
        terms.Sort(static (x, y) => x.DocFreq != y.DocFreq ? y.DocFreq.CompareTo(x.DocFreq) : x.Bytes.CompareTo(y.Bytes));
        return terms.Count > Most ? terms[..Most] : terms;
    }
}
