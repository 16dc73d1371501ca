using System.Runtime.InteropServices;

namespace Search.Core.Highlighting;

/// <summary>The matches of a text, up to a limit that no article comes near. Kept for the next text; not thread-safe.</summary>
internal sealed class MatchList
{
    /// <summary>So many matches of a text are held: what a query and a text of one repeated word make would fill memory.</summary>
    public const int MaxCount = 100_000;

    private readonly List<ClauseMatch> _matches = [];

    public int Count => _matches.Count;

    /// <summary>Whether no further matches are held.</summary>
    public bool IsFull => _matches.Count >= MaxCount;

    public ReadOnlySpan<ClauseMatch> Span => CollectionsMarshal.AsSpan(_matches);

    public void Add(ClauseMatch match)
    {
        if (!IsFull)
            _matches.Add(match);
    }

    /// <summary>By start and then by end.</summary>
    public void Sort() => _matches.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));

    public void Clear() => _matches.Clear();

    /// <summary>Gives back what an unusually long text needed.</summary>
    public void Trim()
    {
        const int Kept = 4_096;
        _matches.Clear();
        if (_matches.Capacity > Kept)
            _matches.Capacity = Kept;
    }
}
