namespace Search.Core.Retrieval;

/// <summary>A leaf that scores by BM25: <see cref="Weight"/> times a part that saturates with its frequency in the document.</summary>
internal abstract class LeafPlan(FieldScoring scoring, double weight) : PlanNode
{
    public FieldScoring Scoring => scoring;

    /// <summary>Boost times inverse document frequency: what no contribution exceeds.</summary>
    public double Weight => weight;

    public sealed override bool Scores => true;

    /// <summary>What it looks for, for a human.</summary>
    public abstract override string ToString();
}

/// <summary>A term.</summary>
internal sealed class TermPlan(IndexTerm term, FieldScoring scoring, double boost, EvidenceKind kind = EvidenceKind.Word)
    : LeafPlan(scoring, boost * scoring.Idf(term.DocFreq))
{
    public IndexTerm Term => term;

    /// <summary>Why it is looked for; for explanations and highlighting.</summary>
    public EvidenceKind Kind => kind;

    public override string ToString() => $"{term} (in {term.DocFreq} of {Scoring.DocumentCount})";
}

/// <summary>Terms in order, each at its own distance from the first; with slop, near each other.</summary>
internal sealed class PhrasePlan(IReadOnlyList<IndexTerm> terms, int slop, FieldScoring scoring, double boost, EvidenceKind kind = EvidenceKind.Word)
    : LeafPlan(scoring, boost * SumIdf(terms, scoring))
{
    /// <summary>The term at each position of the phrase.</summary>
    public IReadOnlyList<IndexTerm> Terms => terms;

    public int Slop => slop;

    /// <summary>Why it is looked for; for explanations and highlighting.</summary>
    public EvidenceKind Kind => kind;

    public override string ToString() =>
        $"{terms[0].Field}:\"{string.Join(' ', terms.Select(term => term.Bytes.Utf8ToString()))}\"{(slop > 0 ? $"~{slop}" : "")}";

    private static double SumIdf(IReadOnlyList<IndexTerm> terms, FieldScoring scoring)
    {
        double sum = 0;
        foreach (var term in terms)
            sum += scoring.Idf(term.DocFreq);
        return sum;
    }
}

/// <summary>A term that a prefix or a fuzzy word stands for.</summary>
/// <param name="Term">The term.</param>
/// <param name="Closeness">What one occurrence of it counts, against 1 for the word itself.</param>
internal readonly record struct ExpandedTerm(IndexTerm Term, double Closeness);

/// <summary>
/// The terms that a prefix or a fuzzy word stands for, as one term: its frequency in a document is theirs, weighted by closeness and
/// added up in their order, and it is as common as the most common of them, so that a rare misspelling is worth no more than the word.
/// </summary>
internal sealed class ExpansionPlan(IReadOnlyList<ExpandedTerm> terms, string typed, FieldScoring scoring, double boost)
    : LeafPlan(scoring, boost * scoring.Idf(terms.Max(expanded => expanded.Term.DocFreq)))
{
    /// <summary>At least one; the closest first, then the most frequent.</summary>
    public IReadOnlyList<ExpandedTerm> Terms => terms;

    /// <summary>The prefix or word with its sign.</summary>
    public string Typed => typed;

    public override string ToString() => $"{terms[0].Term.Field}:{typed} ({terms.Count} terms)";
}
