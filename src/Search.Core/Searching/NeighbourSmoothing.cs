using Search.Core.Indexing;
using Search.Core.Likeness;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Searching;

/// <summary>Scores of the best articles, each brought nearer to those of the articles that are most like it: what is like good answers is a good answer.</summary>
/// <remarks>
/// After Diaz, "Regularizing ad hoc retrieval scores", CIKM 2005, doi:10.1145/1099554.1099722, and Kurland and Lee, "Corpus structure, language models, and ad hoc
/// information retrieval", SIGIR 2004, doi:10.1145/1008992.1009027: one step of smoothing over the nearest neighbours. Each new score is a mean of scores of the
/// best, so that none falls below the scores of those that are not among them.
/// </remarks>
/// <param name="Articles">How many of the best articles are scored anew.</param>
/// <param name="Neighbours">How many neighbours an article has.</param>
internal sealed record NeighbourSmoothing(int Articles, int Neighbours)
{
    /// <summary>That of a search for several words.</summary>
    public static NeighbourSmoothing Usual { get; } = new(Articles: 50, Neighbours: 5);

    /// <summary>That of <see cref="RankingProfile.Thorough"/>.</summary>
    public static NeighbourSmoothing Thorough { get; } = new(Articles: 100, Neighbours: 7);

    /// <summary>Among fewer articles than this, what they have in common says nothing.</summary>
    public const int LeastArticles = 10;

    [ThreadStatic]
    private static LikenessTable? t_usual;

    [ThreadStatic]
    private static LikenessTable? t_thorough;

    /// <summary>Gives documents their new scores, the best first, equal ones by number.</summary>
    /// <param name="snapshot">Holds the documents.</param>
    /// <param name="documents">The best by their first scores.</param>
    /// <param name="share">How much of a score is owed to the neighbours, 0 to 1.</param>
    /// <param name="smoothed">Gets as many of them, at most <see cref="Articles"/>.</param>
    /// <returns>False where they have no signatures.</returns>
    /// <exception cref="InvalidDataException">A signature is damaged.</exception>
    public bool TrySmooth(Snapshot snapshot, IReadOnlyList<ScoredDocument> documents, double share, Span<ScoredDocument> smoothed)
    {
        var table = Table();
        if (!SnapshotSignatures.Read(snapshot.Reader, documents, smoothed.Length, table))
            return false;
        table.Compare(smoothed.Length);
        Smooth(documents, table, share, smoothed);
        return true;
    }

    /// <summary>The same for as many documents as the table has the likeness of.</summary>
    public void Smooth(IReadOnlyList<ScoredDocument> documents, LikenessTable table, double share, Span<ScoredDocument> smoothed)
    {
        Span<double> scores = stackalloc double[table.Count];
        for (int i = 0; i < scores.Length; i++)
            scores[i] = documents[i].Score;
        int groups = (scores.Length + ScoreKernels.Group - 1) / ScoreKernels.Group;
        Span<double> likeness = stackalloc double[groups * ScoreKernels.Group];
        Span<double> largest = stackalloc double[groups];
        likeness[scores.Length..].Clear();
        for (int i = 0; i < scores.Length; i++)
        {
            table.Of(i).CopyTo(likeness);
            double score = (1 - share) * scores[i] + share * OfNeighbours(scores, likeness, largest, scores[i]);
            smoothed[i] = documents[i] with { Score = (float)score };
        }
        smoothed.Sort(static (x, y) => x.Score != y.Score ? y.Score.CompareTo(x.Score) : x.DocId.CompareTo(y.DocId));
    }

    /// <summary>The mean of the neighbours' scores, weighted by the squares of their likeness; the article's own score where nothing is like it.</summary>
    /// <param name="scores">The scores of all.</param>
    /// <param name="likeness">How alike each is, filled up with 0 to whole groups; 0 for the neighbours afterwards.</param>
    /// <param name="largest">Room for a number a group.</param>
    /// <param name="own">The article's own score.</param>
    private double OfNeighbours(ReadOnlySpan<double> scores, Span<double> likeness, Span<double> largest, double own)
    {
        ScoreKernels.LargestOfGroups(likeness, largest);
        double sum = 0, weights = 0;
        for (int i = 0; i < Neighbours; i++)
        {
            // The nearest that is left, of equals the first. Taken one by one, since a list that is kept in order is mended at every turn, which no processor foresees.
            int nearest = ScoreKernels.TakeLargest(likeness, largest, out double alike);
            if (alike <= 0)
                break;
            double weight = alike * alike;
            sum += weight * scores[nearest];
            weights += weight;
        }
        return weights > 0 ? sum / weights : own;
    }

    private LikenessTable Table() => Articles <= Usual.Articles ? t_usual ??= new LikenessTable(Usual.Articles) : t_thorough ??= new LikenessTable(Thorough.Articles);
}
