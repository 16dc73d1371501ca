namespace Search.Core.Scoring;

/// <summary>
/// BM25 for one field of one snapshot of an index, in double precision with exact lengths (docs/scoring.md). Without the factor
/// (k1 + 1), which changes no order. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, doi:10.1561/1500000019. The inverse
/// document frequency is the form that is never negative.
/// </remarks>
internal sealed class Bm25
{
    /// <summary>Lengths below this one, which almost all articles have, take their part from a table.</summary>
    private const int TableSize = 2_048;

    private readonly double _k1;
    private readonly double _b;
    private readonly double[] _norms = new double[TableSize];
    private readonly double[] _relativeNorms = new double[TableSize];

    /// <param name="k1">Saturation, 0 or more.</param>
    /// <param name="b">Normalisation by length, 0 to 1.</param>
    /// <param name="documentCount">All documents of the index, deleted ones included until they are merged away.</param>
    /// <param name="totalLength">The sum of the field's lengths over them, in tokens.</param>
    public Bm25(double k1, double b, long documentCount, long totalLength)
    {
        _k1 = k1;
        _b = b;
        AverageLength = documentCount > 0 && totalLength > 0 ? totalLength / (double)documentCount : 1;
        for (int length = 0; length < TableSize; length++)
        {
            _relativeNorms[length] = Relative(length);
            _norms[length] = Norm(length);
        }
    }

    /// <summary>Saturation.</summary>
    public double K1 => _k1;

    /// <summary>Normalisation by length.</summary>
    public double B => _b;

    /// <summary>Tokens per document; 1 when the field is empty everywhere.</summary>
    public double AverageLength { get; }

    /// <summary>How much a term says that <paramref name="docFreq"/> of <paramref name="documentCount"/> documents have. More than 0.</summary>
    public static double Idf(long documentCount, long docFreq) =>
        Math.Log(1 + (documentCount - docFreq + 0.5) / (docFreq + 0.5));

    /// <summary>The part of the length: <c>k1 * (1 - b + b * (length / average))</c>.</summary>
    public double LengthNorm(long length)
    {
        double[] norms = _norms;
        return (ulong)length < (ulong)norms.Length ? norms[length] : Norm(length);
    }

    /// <summary>The part of the length without saturation: <c>1 - b + b * (length / average)</c>.</summary>
    public double RelativeNorm(long length)
    {
        double[] norms = _relativeNorms;
        return (ulong)length < (ulong)norms.Length ? norms[length] : Relative(length);
    }

    /// <summary>A clause's contribution: <c>weight * (freq / (freq + norm))</c>. Below <paramref name="weight"/>, whatever the frequency.</summary>
    /// <param name="weight">Boost times inverse document frequency.</param>
    /// <param name="freq">More than 0.</param>
    /// <param name="length">The field's length in the document, in tokens.</param>
    public double Score(double weight, double freq, long length) => weight * (freq / (freq + LengthNorm(length)));

    private double Norm(long length) => _k1 * Relative(length);

    private double Relative(long length) => 1 - _b + _b * (length / AverageLength);
}
