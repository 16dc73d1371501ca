namespace Search.Core.Duplicates;

/// <summary>
/// Folds a list of articles in its order: an article goes under the first one before it that it is a near-duplicate of and that is under no other
/// one itself; otherwise it stands for itself. Not thread-safe.
/// </summary>
internal sealed class FoldedList
{
    private readonly List<Group> _groups = [];
    private readonly Dictionary<uint, List<int>> _groupsByKey = [];

    /// <summary>The articles that stand for themselves, in order, with those under them, in order.</summary>
    public IReadOnlyList<Group> Groups => _groups;

    /// <summary>Adds the next article of the list.</summary>
    /// <param name="document">Its number.</param>
    /// <param name="sketch">Its sketch; null for one that is like no other.</param>
    public void Add(int document, ArticleSketch? sketch)
    {
        if (sketch is null)
        {
            _groups.Add(new Group(document, null, []));
            return;
        }
        int found = Find(sketch);
        if (found >= 0)
        {
            _groups[found].Duplicates.Add(document);
            return;
        }
        foreach (uint key in sketch.Keys)
        {
            if (!_groupsByKey.TryGetValue(key, out var groups))
                _groupsByKey.Add(key, groups = []);
            groups.Add(_groups.Count);
        }
        _groups.Add(new Group(document, sketch, []));
    }

    /// <summary>The first group whose article is near; -1 for none.</summary>
    private int Find(ArticleSketch sketch)
    {
        int first = int.MaxValue;
        foreach (uint key in sketch.Keys)
        {
            if (!_groupsByKey.TryGetValue(key, out var groups))
                continue;
            foreach (int group in groups)
            {
                if (group >= first)
                    break;
                if (NearDuplicates.Are(_groups[group].Sketch!, sketch))
                    first = group;
            }
        }
        return first == int.MaxValue ? -1 : first;
    }

    /// <summary>An article and those that are folded under it.</summary>
    /// <param name="Document">Its number.</param>
    /// <param name="Sketch">Its sketch, if it has one.</param>
    /// <param name="Duplicates">The numbers of those under it.</param>
    internal sealed record Group(int Document, ArticleSketch? Sketch, List<int> Duplicates);
}
