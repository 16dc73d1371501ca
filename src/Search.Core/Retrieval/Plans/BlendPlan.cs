using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>A term that takes part in a <see cref="BlendPlan"/>.</summary>
/// <param name="Term">The term.</param>
/// <param name="Scoring">The statistics of its field.</param>
/// <param name="Factor">What one occurrence of it counts. More than 0.</param>
internal readonly record struct BlendedTerm(IndexTerm Term, FieldScoring Scoring, double Factor)
{
    /// <summary>Why it takes part; for explanations and highlighting.</summary>
    public EvidenceKind Kind { get; init; }
}

/// <summary>
/// Terms that are one piece of evidence, such as a word in the title and in the body, its misspellings and synonyms: their frequencies, each divided by the
/// length part of its field, are added up in their order before they saturate together.
/// </summary>
/// <remarks>
/// Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004, doi:10.1145/1031171.1031181 (BM25F).
/// </remarks>
internal sealed class BlendPlan(
    IReadOnlyList<BlendedTerm> terms, string typed, double k1, double weight, EvidenceKind kind = EvidenceKind.Word) : PlanNode
{
    /// <summary>At least one.</summary>
    public IReadOnlyList<BlendedTerm> Terms => terms;

    /// <summary>Why it is looked for; for explanations and highlighting.</summary>
    public EvidenceKind Kind => kind;

    /// <summary>BM25's saturation.</summary>
    public double K1 => k1;

    /// <summary>Boost times inverse document frequency: what no contribution exceeds.</summary>
    public double Weight => weight;

    public override bool Scores => true;

    /// <summary>The contribution of a sum of frequencies, each divided by its field's length part.</summary>
    /// <param name="freq">More than 0.</param>
    public double Score(double freq) => weight * Saturation(freq, k1);

    /// <summary>0 for no frequency, and below 1 for any.</summary>
    public static double Saturation(double freq, double k1) => freq / (freq + k1);

    /// <summary>What a term with a frequency in a field of a length adds to the sum.</summary>
    public static double Part(double factor, double freq, Bm25 bm25, long length) => factor * (freq / bm25.RelativeNorm(length));

    public override string ToString() => typed;
}
