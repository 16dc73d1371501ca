namespace Search.Core.Matching;

/// <summary>The plain words that stand side by side in a group, as stems.</summary>
internal sealed class WordRow
{
    /// <summary>How many words apart two words of a query still make a pair: neighbours, and those with one word between them.</summary>
    private const int Span = 2;

    private readonly List<(string First, string Second)> _pairs = [];
    private readonly string?[] _last = new string?[Span];

    /// <summary>Each two words with at most one other word, and any number of conditions, exclusions and stop words, between them.</summary>
    public IReadOnlyList<(string First, string Second)> Pairs => _pairs;

    public void Add(string stem)
    {
        for (int i = Span - 1; i >= 0; i--)
        {
            if (_last[i] is { } before)
                _pairs.Add((before, stem));
        }
        for (int i = Span - 1; i > 0; i--)
            _last[i] = _last[i - 1];
        _last[0] = stem;
    }

    /// <summary>Something else than a plain word follows.</summary>
    public void Break() => Array.Clear(_last);
}
