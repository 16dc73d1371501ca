using System.Collections.Concurrent;
using Lucene.Net.Util;
using Lucene.Net.Util.Automaton;

namespace Search.Core.Matching;

/// <summary>
/// What accepts the words within some edits of one, compiled. Making it costs more than running it through a small segment's dictionary, and each
/// segment that a refresh brings is asked anew, so the last ones are kept for all segments. Never changes; thread-safe.
/// </summary>
internal sealed class EditAutomaton
{
    // Some twenty kilobytes each, and so many twice.
    private const int MaxKept = 512;

    // What was asked for lately, and what was before that; threads that meet while the one takes the other's place only build one again.
    private static volatile ConcurrentDictionary<Key, EditAutomaton> s_late = new();
    private static volatile ConcurrentDictionary<Key, EditAutomaton> s_earlier = new();

    private readonly ByteRunAutomaton _withinOne;

    // A class and no tuple: tables by references are compiled in every process already, which a first search would else wait for.
    private sealed record Key(string Text, int Prefix, int Edits);

    private EditAutomaton(string text, int prefix, int edits)
    {
        var automata = new LevenshteinAutomata(text[prefix..], withTranspositions: true);
        var start = BasicAutomata.MakeString(text[..prefix]);
        Words = new CompiledAutomaton(BasicOperations.Concatenate(start, automata.ToAutomaton(edits)), finite: true, simplify: false);
        _withinOne = edits == 1 ? Words.RunAutomaton : new ByteRunAutomaton(BasicOperations.Concatenate(start, automata.ToAutomaton(1)));
    }

    /// <summary>Accepts the words, in UTF-8.</summary>
    public CompiledAutomaton Words { get; }

    /// <summary>The automaton of a word; text, prefix and edits as <see cref="NearWords.Find"/> takes them.</summary>
    public static EditAutomaton Of(string text, int prefix, int edits)
    {
        var key = new Key(text, prefix, edits);
        var late = s_late;
        if (late.TryGetValue(key, out var known))
            return known;
        if (!s_earlier.TryGetValue(key, out known))
            known = new EditAutomaton(text, prefix, edits);
        if (late.Count >= MaxKept)
        {
            s_earlier = late;
            s_late = late = new();
        }
        return late[key] = known;
    }

    /// <summary>The edits of a word that is accepted and is not the word itself: 1 or 2.</summary>
    public int EditsOf(BytesRef word) => _withinOne.Run(word.Bytes, word.Offset, word.Length) ? 1 : 2;
}
