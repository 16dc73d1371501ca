using System.Text;
using Lucene.Net.Index;
using Search.Core.Indexing.Bulk;

namespace Search.Core.Indexing;

/// <summary>
/// The ids of articles that were written since the last refresh and whether each took the place of another, kept while somebody looks at new articles.
/// Thread-safe.
/// </summary>
internal sealed class WrittenIds
{
    private readonly Lock _gate = new();
    private volatile bool _areWatched;
    private Dictionary<string, bool> _ids = new(StringComparer.Ordinal);

    /// <summary>Whether ids are kept. Default: false; writes then cost nothing more.</summary>
    public bool AreWatched
    {
        get => _areWatched;
        set => _areWatched = value;
    }

    public bool Any
    {
        get
        {
            lock (_gate)
                return _ids.Count > 0;
        }
    }

    /// <summary>Adds an id that was written before the call. Of several writes the first says whether there was another article before.</summary>
    public void Add(string id, bool replaced)
    {
        if (!_areWatched)
            return;
        lock (_gate)
            _ids.TryAdd(id, replaced);
    }

    /// <summary>Adds the ids of a segment that was taken in before the call.</summary>
    public void Add(TermTable ids, IReadOnlyCollection<Term> replaced)
    {
        if (!_areWatched)
            return;
        lock (_gate)
        {
            foreach (var term in replaced)
                _ids.TryAdd(term.Text, true);
            for (int id = 0; id < ids.Count; id++)
                _ids.TryAdd(Encoding.UTF8.GetString(ids[id]), false);
        }
    }

    /// <summary>All of them, which are then forgotten. A reader that is opened after the call has their articles.</summary>
    public IReadOnlyDictionary<string, bool> Take()
    {
        lock (_gate)
        {
            var taken = _ids;
            if (taken.Count > 0)
                _ids = new Dictionary<string, bool>(StringComparer.Ordinal);
            return taken;
        }
    }

    /// <summary>Undoes <see cref="Take"/>.</summary>
    public void PutBack(IReadOnlyDictionary<string, bool> written)
    {
        lock (_gate)
        {
            foreach (var (id, replaced) in written)
                _ids[id] = replaced;
        }
    }
}
