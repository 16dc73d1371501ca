namespace Search.Core.Retrieval;

/// <summary>Scores documents that all have some terms, which alone score, some at a time. Not thread-safe.</summary>
/// <remarks>Step by step for all of them: what a step reads lies far apart, and so the processor waits for many reads at once.</remarks>
internal sealed unsafe class CommonTerms(DocumentScorer scorer, ScratchArena arena) : ICommonScorer
{
    private readonly int* _places = (int*)arena.Take(CommonCandidates.AtOnce * sizeof(int));
    private readonly int* _freqs = (int*)arena.Take(CommonCandidates.AtOnce * sizeof(int));
    private readonly double* _sums = (double*)arena.Take(CommonCandidates.AtOnce * sizeof(double));

    /// <inheritdoc/>
    public void Consider(uint* docs, int count)
    {
        new Span<double>(_sums, count).Clear();
        // In the order of the plan, which is the order in which a score is added up.
        foreach (var leaf in scorer.Terms)
        {
            var reader = leaf.Term.Reader;
            for (int i = 0; i < count; i++)
                _places[i] = reader.PlaceOf((int)docs[i]);
            for (int i = 0; i < count; i++)
                _freqs[i] = reader.Freq(_places[i]);
            for (int i = 0; i < count; i++)
                _sums[i] += leaf.ScoreOfFreq((int)docs[i], _freqs[i]);
        }
        for (int i = 0; i < count; i++)
            scorer.ConsiderScore((int)docs[i], _sums[i]);
    }
}
