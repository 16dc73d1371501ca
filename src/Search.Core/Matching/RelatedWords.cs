using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>
/// Plans words of the same root beside a word of a query: a leaf of its own that counts less, so that the word keeps its own list and the others are
/// looked up for those articles alone that may get among the best.
/// </summary>
internal readonly struct RelatedWords(PlanningContext context)
{
    /// <summary>So many words beside one, the most frequent.</summary>
    private const int Most = 3;

    /// <summary>The leaf; null where there is none.</summary>
    /// <param name="word">The word.</param>
    /// <param name="stem">Its stem.</param>
    /// <param name="fields">Where its stem is looked for.</param>
    /// <param name="weight">What the word counts, against 1.</param>
    public BlendPlan? Plan(WordEvidence word, string stem, IReadOnlyList<SearchedField> fields, double weight)
    {
        double related = context.Ranking.RelatedWeight;
        if (related <= 0 || word.DocFreq == 0 || RelatedStems.Root(stem) is not { } root)
            return null;
        WordEvidence? evidence = null;
        foreach (var field in fields)
        {
            foreach (var term in Find(field.Stems, stem, root))
                (evidence ??= new WordEvidence(stem, context.Ranking.K1)).AddOther(term, context.Scoring(field.Stems), field.Boost, EvidenceKind.Related);
        }
        return evidence is null || evidence.IsEmpty ? null : evidence.ToPlanBeside(word, weight * related, EvidenceKind.Related);
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
