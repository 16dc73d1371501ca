using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Tartarus.Snowball.Ext;
using Lucene.Net.Util;

namespace Search.Core.Matching;

/// <summary>
/// The stems of one segment that have a root in common: the light stemmer of the index keeps <c>construct</c> and <c>construction</c> apart, Porter's
/// brings them together. What was found is kept with the segment, which never changes, up to a number of roots. Thread-safe.
/// </summary>
/// <remarks>Porter, "An algorithm for suffix stripping", Program 14 (3), 1980, doi:10.1108/eb046814.</remarks>
internal sealed class RelatedStems
{
    private const int MaxKept = 4_096;

    /// <summary>A shorter stem or root is the beginning of too many other words.</summary>
    private const int Least = 3;

    /// <summary>What a stemmer takes for the plural of another word.</summary>
    private const string News = "news";

    /// <summary>Longer ones are no words.</summary>
    private const int MaxLength = 32;

    private static readonly ConditionalWeakTable<object, RelatedStems> s_segments = [];

    [ThreadStatic]
    private static PorterStemmer? t_stemmer;

    // A class and no tuple: tables by references are compiled in every process already, which a first search would else wait for.
    private sealed record Key(string Field, string Root);

    private readonly ConcurrentDictionary<Key, string[]> _kept = new();

    public static RelatedStems Of(AtomicReader segment) => s_segments.GetValue(segment.CoreCacheKey, static _ => new RelatedStems());

    /// <summary>The root of a stem; null where it has none that says much: short ones, and what is not of English letters alone.</summary>
    public static string? Root(string stem)
    {
        if (stem.Length is < Least or > MaxLength || stem == News || stem.AsSpan().ContainsAnyExceptInRange('a', 'z'))
            return null;
        var stemmer = t_stemmer ??= new PorterStemmer();
        stemmer.SetCurrent(stem);
        stemmer.Stem();
        string root = stemmer.Current;
        return root.Length >= Least ? root : null;
    }

    /// <summary>Finds the stems, in the order of the dictionary.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="field">A field of stems.</param>
    /// <param name="root">What <see cref="Root"/> gave.</param>
    /// <param name="maxScanned">How many stems are looked at.</param>
    public string[] Find(AtomicReader segment, string field, string root, int maxScanned)
    {
        if (_kept.TryGetValue(new Key(field, root), out string[]? known))
            return known;
        string[] found = Scan(segment, field, root, maxScanned);
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        return _kept[new Key(field, root)] = found;
    }

    private static string[] Scan(AtomicReader segment, string field, string root, int maxScanned)
    {
        // A root is the beginning of its words but for its last letter: industri, of industry and industrial.
        var prefix = new BytesRef(Encoding.UTF8.GetBytes(root[..^1]));
        if (segment.GetTerms(field)?.GetEnumerator() is not { } terms || terms.SeekCeil(prefix) == TermsEnum.SeekStatus.END)
            return [];
        var found = new List<string>();
        int scanned = 0;
        do
        {
            var bytes = terms.Term;
            if (!StringHelper.StartsWith(bytes, prefix) || ++scanned > maxScanned)
                break;
            if (bytes.Length <= MaxLength && bytes.Utf8ToString() is var stem && Root(stem) == root)
                found.Add(stem);
        }
        while (terms.MoveNext());
        return [.. found];
    }
}
