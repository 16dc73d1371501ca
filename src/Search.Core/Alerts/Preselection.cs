using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Alerts;

/// <summary>
/// Saved searches by the terms of which an article has to have one to match. What a segment's dictionary has none of is left out without being run.
/// Guarded by the lock of its <see cref="SavedSearches"/>.
/// </summary>
internal sealed class Preselection
{
    /// <summary>To look a term up in a segment's dictionary costs about so many times what the step to its next term does.</summary>
    private const int LookUpCost = 8;

    private readonly Dictionary<string, FieldSearches> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<SearchState> _always = [];

    /// <summary>The searches of one field, by term and by beginning of a term.</summary>
    private sealed class FieldSearches
    {
        public Dictionary<BytesRef, HashSet<SearchState>> Terms { get; } = [];

        public Dictionary<BytesRef, HashSet<SearchState>> Prefixes { get; } = [];
    }

    public void Clear()
    {
        _fields.Clear();
        _always.Clear();
    }

    public void Add(SearchState search)
    {
        if (search.Terms is not { } terms)
            return;
        if (terms.AreNotNeeded)
        {
            _always.Add(search);
            return;
        }
        foreach (var (field, text) in terms.Terms)
            Add(Field(field).Terms, text, search);
        foreach (var (field, text) in terms.Prefixes)
            Add(Field(field).Prefixes, text, search);
    }

    public void Remove(SearchState search)
    {
        if (search.Terms is not { } terms)
            return;
        _always.Remove(search);
        foreach (var (field, text) in terms.Terms)
            Remove(Field(field).Terms, text, search);
        foreach (var (field, text) in terms.Prefixes)
            Remove(Field(field).Prefixes, text, search);
    }

    /// <summary>Adds the searches that an article of a segment may match.</summary>
    public void Collect(AtomicReader segment, HashSet<SearchState> found)
    {
        found.UnionWith(_always);
        foreach (var (field, searches) in _fields)
        {
            if (segment.GetTerms(field) is not { } dictionary)
                continue;
            CollectTerms(dictionary, searches.Terms, found);
            CollectPrefixes(dictionary, searches.Prefixes, found);
        }
    }

    private static void CollectTerms(Terms dictionary, Dictionary<BytesRef, HashSet<SearchState>> searches, HashSet<SearchState> found)
    {
        var terms = dictionary.GetEnumerator();
        if (dictionary.Count is >= 0 and var count && count < (long)LookUpCost * searches.Count)
        {
            while (terms.MoveNext())
            {
                if (searches.TryGetValue(terms.Term, out var those))
                    found.UnionWith(those);
            }
            return;
        }
        foreach (var (term, those) in searches)
        {
            if (terms.SeekExact(term))
                found.UnionWith(those);
        }
    }

    private static void CollectPrefixes(Terms dictionary, Dictionary<BytesRef, HashSet<SearchState>> searches, HashSet<SearchState> found)
    {
        if (searches.Count == 0)
            return;
        var terms = dictionary.GetEnumerator();
        foreach (var (prefix, those) in searches)
        {
            if (terms.SeekCeil(prefix) != TermsEnum.SeekStatus.END && StringHelper.StartsWith(terms.Term, prefix))
                found.UnionWith(those);
        }
    }

    private FieldSearches Field(string name)
    {
        if (!_fields.TryGetValue(name, out var field))
            _fields[name] = field = new FieldSearches();
        return field;
    }

    private static void Add(Dictionary<BytesRef, HashSet<SearchState>> searches, string text, SearchState search)
    {
        var term = new BytesRef(Encoding.UTF8.GetBytes(text));
        if (!searches.TryGetValue(term, out var those))
            searches[term] = those = [];
        those.Add(search);
    }

    private static void Remove(Dictionary<BytesRef, HashSet<SearchState>> searches, string text, SearchState search)
    {
        var term = new BytesRef(Encoding.UTF8.GetBytes(text));
        if (searches.TryGetValue(term, out var those) && those.Remove(search) && those.Count == 0)
            searches.Remove(term);
    }
}
