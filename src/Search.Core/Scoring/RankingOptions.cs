namespace Search.Core;

/// <summary>How matches are scored: BM25 over title and body, and a reward for words that stand close together.</summary>
public sealed record RankingOptions
{
    /// <summary>BM25's saturation of term frequency. Default 1.2. 0 or more.</summary>
    public double K1 { get; init; } = 1.2;

    /// <summary>BM25's normalisation by length. Default 0.75. 0 to 1.</summary>
    public double B { get; init; } = 0.75;

    /// <summary>How many occurrences in the text one in the title counts as. Default 3. 0 or more.</summary>
    public double TitleBoost { get; init; } = 3;

    /// <summary>The weight of a quoted phrase, against 1 for the sum of its words. Default 1. 0 or more.</summary>
    public double PhraseBoost { get; init; } = 1;

    /// <summary>The weight of the reward for query words side by side standing close together in the text; 0 turns it off. Default 0.5. 0 or more.</summary>
    public double ProximityWeight { get; init; } = 0.5;

    /// <summary>
    /// To what power the mean number of occurrences of a word, in the articles that have it, multiplies its weight: articles repeat what they are about. 0 turns it off.
    /// Default 0.3. 0 to 1.
    /// </summary>
    public double BurstinessPower { get; init; } = 0.3;

    /// <summary>
    /// What words of the same root (<c>construction</c> beside <c>construct</c>) count in a query of several words, against 1 for the word that is typed;
    /// 0 leaves them out. Default 0.2. 0 or more.
    /// </summary>
    public double RelatedWeight { get; init; } = 0.2;

    /// <summary>
    /// How much of the scores of the best articles of a query of several words is owed to the articles most like them, against 1 for the whole: what is like good
    /// answers rises. 0 turns it off. Default 0.35. 0 to 1. Articles of indexes that were created before there were signatures keep their own scores.
    /// </summary>
    public double NeighbourWeight { get; init; } = 0.35;
}
