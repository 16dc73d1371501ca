namespace Search.Core.Retrieval;

/// <summary>Scores documents that have all that a plan requires, but perhaps not in a row.</summary>
internal unsafe interface ICommonScorer
{
    /// <summary>How many documents to give next, at most <see cref="CommonCandidates.MostAtOnce"/>.</summary>
    int AtOnce { get; }

    /// <summary>Takes those that match and can be among the best.</summary>
    /// <param name="docs">The documents, ascending.</param>
    /// <param name="bounds">What each reaches at most, in whole numbers; may be lowered.</param>
    /// <param name="count">How many, at most <see cref="AtOnce"/>.</param>
    void Consider(uint* docs, int* bounds, int count);
}
