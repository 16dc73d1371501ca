using System.Text;
using Search.Core.Matching;
using Search.Core.Retrieval;

namespace Search.Core.Suggesting;

/// <summary>A completion that was found.</summary>
/// <param name="Table">Where it stands.</param>
/// <param name="Entry">Its entry there.</param>
/// <param name="From">The word of what was typed from which on it stands for it; those before are kept.</param>
/// <param name="Start">Where in its key that begins.</param>
/// <param name="IsNear">Whether it is what may have been meant.</param>
internal readonly record struct Completion(CompletionTable Table, int Entry, int From, int Start, bool IsNear);

/// <summary>
/// Finds the completions of one request, kind after kind until there are enough; within a kind by the number of articles, then by the text from where it
/// matches, then by the whole. Not thread-safe.
/// </summary>
/// <remarks>
/// The kinds: what begins with all that was typed; what has it from a later word on; what begins with the last words, fewer and fewer, when the words
/// before are known. Then the same with one word misspelt, then with two. At last what begins with the last words behind words that nothing has.
/// </remarks>
internal sealed class CompletionSearch(CompletionState state, TypedText typed, int size, SearchBudget budget)
{
    /// <summary>How many binary searches misspellings may take: about a millisecond.</summary>
    private const int MaxSteps = 3_000;

    private const int MostMisspelt = 2;

    private readonly List<Completion> _found = [];
    private readonly HashSet<(CompletionTable, int)> _known = [];
    private int _steps = MaxSteps;

    public List<Completion> Run(bool typos)
    {
        if (typed.WordCount == 0)
            return _found;
        AddKinds(edits: 0);
        for (int edits = 1; typos && edits <= MostMisspelt && !IsDone && _steps > 0; edits++)
            AddKinds(edits);
        for (int from = Math.Max(1, typed.First); from < typed.WordCount && !IsDone; from++)
        {
            if (!AreKnown(from))
                Add(from, later: false, edits: 0);
        }
        return _found;
    }

    private bool IsDone => _found.Count >= size || budget.IsExceeded();

    private void AddKinds(int edits)
    {
        if (typed.First == 0)
        {
            Add(0, later: false, edits);
            Add(0, later: true, edits);
        }
        for (int from = Math.Max(1, typed.First); from < typed.WordCount && !IsDone; from++)
        {
            if (AreKnown(from))
                Add(from, later: false, edits);
        }
    }

    private void Add(int from, bool later, int edits)
    {
        if (IsDone)
            return;
        string text = typed.From(from);
        var found = new List<(CompletionTable Table, SortedTexts Texts, int Place)>();
        foreach (var table in (CompletionTable[])[state.Base, state.Changes])
        {
            var texts = later ? table.ByLaterWord : table.ByKey;
            if (texts.Count == 0)
                continue;
            var ranges = edits == 0 ? [texts.Narrow(texts.All, 0, Encoding.UTF8.GetBytes(text))] : NearTexts.Find(texts, text, edits, ref _steps, budget);
            Take(table, texts, ranges, found);
        }
        found.Sort(static (x, y) => Compare(x.Table, x.Texts, x.Place, y.Table, y.Texts, y.Place));
        foreach (var (table, texts, place) in found)
        {
            if (_found.Count < size && _known.Add((table, texts.EntryAt(place))))
                _found.Add(new Completion(table, texts.EntryAt(place), from, texts.StartAt(place), edits > 0));
        }
    }

    /// <summary>Takes as many new ones of a table as may be needed.</summary>
    private void Take(CompletionTable table, SortedTexts texts, List<TextRange> ranges, List<(CompletionTable, SortedTexts, int)> found)
    {
        var places = new BestPlaces(texts, ranges);
        var taken = new HashSet<int>();
        while (taken.Count < size - _found.Count && places.TryNext(out int place))
        {
            int entry = texts.EntryAt(place);
            if (!IsReplaced(table, entry) && !_known.Contains((table, entry)) && taken.Add(entry))
                found.Add((table, texts, place));
        }
    }

    private static int Compare(CompletionTable xTable, SortedTexts xTexts, int x, CompletionTable yTable, SortedTexts yTexts, int y)
    {
        int order = yTexts.CountAt(y).CompareTo(xTexts.CountAt(x));
        if (order == 0)
            order = xTexts.TextAt(x).SequenceCompareTo(yTexts.TextAt(y));
        return order != 0 ? order : xTable.KeyOf(xTexts.EntryAt(x)).SequenceCompareTo(yTable.KeyOf(yTexts.EntryAt(y)));
    }

    /// <summary>Whether each word before one is a word of some completion, or of the grammar.</summary>
    private bool AreKnown(int before)
    {
        for (int word = typed.First; word < before; word++)
        {
            if (!QueryStopWords.English.Contains(typed.Word(word)) && !IsKnown(state.Base, typed.Word(word)) && !IsKnown(state.Changes, typed.Word(word)))
                return false;
        }
        return true;
    }

    private bool IsKnown(CompletionTable table, string word) => IsKnown(table, table.ByKey, word) || IsKnown(table, table.ByLaterWord, word);

    private bool IsKnown(CompletionTable table, SortedTexts texts, string word)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(word);
        var range = texts.Narrow(texts.All, 0, bytes);
        int end = range.Low;
        while (end < range.High && texts.TextAt(end).Length == bytes.Length)
            end++;
        return Counts(table, texts, range with { High = end }) || Counts(table, texts, texts.Narrow(range, bytes.Length, " "u8));
    }

    /// <summary>Whether any of some places has an entry that counts.</summary>
    private bool Counts(CompletionTable table, SortedTexts texts, TextRange range)
    {
        for (int place = range.Low; place < range.High; place++)
        {
            if (!IsReplaced(table, texts.EntryAt(place)))
                return true;
        }
        return false;
    }

    private bool IsReplaced(CompletionTable table, int entry) => ReferenceEquals(table, state.Base) && state.Replaced.Contains(entry);
}
