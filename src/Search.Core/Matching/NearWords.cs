using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Lucene.Net.Index;

namespace Search.Core.Matching;

/// <summary>A word of a segment's dictionary near another one, and how many of the segment's documents have it.</summary>
internal readonly record struct NearWord(string Text, int Edits, int DocFreq);

/// <summary>
/// The words of one segment within some edits (insertions, deletions, substitutions, swaps of neighbours) of others. What was found is kept with the
/// segment, which never changes, up to a number of words: the words of queries repeat. Thread-safe.
/// </summary>
internal sealed class NearWords
{
    private const int MaxKept = 4_096;

    private static readonly ConditionalWeakTable<object, NearWords> s_segments = [];

    // A class and no tuple: tables by references are compiled in every process already, which a first search would else wait for.
    private sealed record Key(string Field, string Text, int Prefix, int Edits);

    private readonly ConcurrentDictionary<Key, NearWord[]> _kept = new();

    public static NearWords Of(AtomicReader segment) => s_segments.GetValue(segment.CoreCacheKey, static _ => new NearWords());

    /// <summary>Finds the words.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="field">A field of exact forms.</param>
    /// <param name="text">The word, in its exact form; itself is left out.</param>
    /// <param name="prefix">How many characters at its start must be the same.</param>
    /// <param name="edits">1 or 2.</param>
    /// <param name="maxScanned">How many words are looked at.</param>
    public NearWord[] Find(AtomicReader segment, string field, string text, int prefix, int edits, int maxScanned)
    {
        if (_kept.TryGetValue(new Key(field, text, prefix, edits), out var known))
            return known;
        var found = Scan(segment, field, text, prefix, edits, maxScanned);
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        return _kept[new Key(field, text, prefix, edits)] = found;
    }

    private static NearWord[] Scan(AtomicReader segment, string field, string text, int prefix, int edits, int maxScanned)
    {
        if (segment.GetTerms(field) is not { } dictionary)
            return [];
        var automaton = EditAutomaton.Of(text, prefix, edits);
        var terms = dictionary.Intersect(automaton.Words, null);
        byte[] word = Encoding.UTF8.GetBytes(text);
        var found = new List<NearWord>();
        for (int scanned = 0; scanned < maxScanned && terms.MoveNext(); scanned++)
        {
            var bytes = terms.Term;
            if (!bytes.Bytes.AsSpan(bytes.Offset, bytes.Length).SequenceEqual(word))
                found.Add(new NearWord(bytes.Utf8ToString(), automaton.EditsOf(bytes), terms.DocFreq));
        }
        return [.. found];
    }
}
