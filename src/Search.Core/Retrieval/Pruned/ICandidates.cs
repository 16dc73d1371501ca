namespace Search.Core.Retrieval;

/// <summary>Takes documents that can be among the best and were not looked at before.</summary>
internal interface ICandidates
{
    /// <summary>Takes a document; it may be scored later.</summary>
    /// <param name="doc">The document.</param>
    /// <param name="bound">What it reaches at most, in whole numbers.</param>
    void Add(uint doc, int bound);
}
