namespace Search.Core.Matching;

/// <summary>The plain words that stand side by side in a group, as stems.</summary>
internal sealed class WordRow
{
    private readonly List<(string First, string Second)> _neighbours = [];
    private string? _last;

    /// <summary>Each two words with nothing but conditions and exclusions between them.</summary>
    public IReadOnlyList<(string First, string Second)> Neighbours => _neighbours;

    public void Add(string stem)
    {
        if (_last is not null)
            _neighbours.Add((_last, stem));
        _last = stem;
    }

    /// <summary>Something else than a plain word follows.</summary>
    public void Break() => _last = null;
}
