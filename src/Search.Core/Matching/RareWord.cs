namespace Search.Core.Matching;

/// <summary>A word of a query that few articles have, if any.</summary>
/// <param name="Exact">Its exact form.</param>
/// <param name="DocFreq">In how many articles it is.</param>
/// <param name="IsLiteral">Whether it is taken as written, as in a phrase or behind an operator, and does not stand for near words.</param>
internal readonly record struct RareWord(string Exact, int DocFreq, bool IsLiteral)
{
    /// <summary>An archive knows a word well that is in more articles than this.</summary>
    public const int MaxDocFreq = 10;
}
