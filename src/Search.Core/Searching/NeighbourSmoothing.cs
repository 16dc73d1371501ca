using Search.Core.Indexing;
using Search.Core.Likeness;
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

    /// <summary>The documents with their new scores, best first, equal ones by number; null where they have no signatures.</summary>
    /// <param name="snapshot">Holds the documents.</param>
    /// <param name="documents">The best by their first scores, at most <see cref="Articles"/>.</param>
    /// <param name="share">How much of a score is owed to the neighbours, 0 to 1.</param>
    /// <exception cref="InvalidDataException">A signature is damaged.</exception>
    public List<ScoredDocument>? Smooth(Snapshot snapshot, IReadOnlyList<ScoredDocument> documents, double share)
    {
        var table = Table();
        if (!SnapshotSignatures.Read(snapshot.Reader, documents, table))
            return null;
        table.Compare(documents.Count);
        return Smooth(documents, table, share);
    }

    /// <summary>The documents with their new scores, of which the table has the likeness.</summary>
    public List<ScoredDocument> Smooth(IReadOnlyList<ScoredDocument> documents, LikenessTable table, double share)
    {
        Span<int> nearest = stackalloc int[Neighbours];
        var smoothed = new List<ScoredDocument>(documents.Count);
        for (int i = 0; i < documents.Count; i++)
        {
            double own = documents[i].Score;
            double score = (1 - share) * own + share * OfNeighbours(documents, table.Of(i), nearest, own);
            smoothed.Add(documents[i] with { Score = (float)score });
        }
        smoothed.Sort(static (x, y) => x.Score != y.Score ? y.Score.CompareTo(x.Score) : x.DocId.CompareTo(y.DocId));
        return smoothed;
    }

    /// <summary>The mean of the neighbours' scores, weighted by the squares of their likeness; the article's own score where nothing is like it.</summary>
    private static double OfNeighbours(IReadOnlyList<ScoredDocument> documents, ReadOnlySpan<double> likeness, Span<int> nearest, double own)
    {
        int count = 0;
        // What has to be exceeded to be among the nearest.
        double least = 0;
        for (int other = 0; other < likeness.Length; other++)
        {
            double alike = likeness[other];
            if (alike <= least)
                continue;
            int place = count < nearest.Length ? count++ : count - 1;
            for (; place > 0 && alike > likeness[nearest[place - 1]]; place--)
                nearest[place] = nearest[place - 1];
            nearest[place] = other;
            if (count == nearest.Length)
                least = likeness[nearest[^1]];
        }
        double sum = 0, weights = 0;
        foreach (int other in nearest[..count])
        {
            double weight = likeness[other] * likeness[other];
            sum += weight * documents[other].Score;
            weights += weight;
        }
        return weights > 0 ? sum / weights : own;
    }

    private LikenessTable Table() => Articles <= Usual.Articles ? t_usual ??= new LikenessTable(Usual.Articles) : t_thorough ??= new LikenessTable(Thorough.Articles);
}
