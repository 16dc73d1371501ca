using System.Text;
using Search.Core.Retrieval;

namespace Search.Core.Suggesting;

/// <summary>
/// Finds the texts that begin with what may have been meant: in words of four letters or more a letter, not the first one, is added, left out,
/// exchanged or swapped with the next, once a word and a given number of times in all. It goes down the tree of letters that the sorted texts are, so that
/// only letters are tried that go on there, and ends after a number of steps. Not thread-safe.
/// </summary>
internal sealed class NearTexts
{
    private const int LeastWordLength = 4;

    private readonly SortedTexts _texts;
    private readonly byte[] _typed;
    private readonly Rune[] _letters;
    private readonly int[] _offsets;
    private readonly int[] _wordStarts;
    private readonly bool[] _mayDiffer;
    private readonly SearchBudget _budget;
    private readonly List<TextRange> _found = [];
    private int _steps;

    /// <param name="texts">Where to look.</param>
    /// <param name="typed">What was typed: exact forms with blanks between.</param>
    /// <param name="steps">How many binary searches it may take; gets how many are left.</param>
    /// <param name="budget">Ends it as well.</param>
    private NearTexts(SortedTexts texts, string typed, int steps, SearchBudget budget)
    {
        (_texts, _budget, _steps) = (texts, budget, steps);
        _typed = Encoding.UTF8.GetBytes(typed);
        _letters = [.. typed.EnumerateRunes()];
        _offsets = new int[_letters.Length + 1];
        _wordStarts = new int[_letters.Length];
        _mayDiffer = new bool[_letters.Length];
        for (int i = 0, start = 0; i < _letters.Length; i++)
        {
            // A blank belongs to the word before it.
            _offsets[i + 1] = _offsets[i] + _letters[i].Utf8SequenceLength;
            start = i > 0 && IsBlank(i - 1) ? i : start;
            _wordStarts[i] = start;
        }
        for (int i = 0; i < _letters.Length; i++)
            _mayDiffer[i] = i > _wordStarts[i] && LengthOfWord(i) >= LeastWordLength;
    }

    /// <summary>The ranges of texts that differ in exactly so many words.</summary>
    public static List<TextRange> Find(SortedTexts texts, string typed, int edits, ref int steps, SearchBudget budget)
    {
        var near = new NearTexts(texts, typed, steps, budget);
        if (texts.Count > 0 && near._mayDiffer.AsSpan().Contains(true))
            near.Walk(texts.All, 0, 0, edits, editedWord: -1);
        steps = near._steps;
        return near._found;
    }

    private bool IsBlank(int letter) => _letters[letter].Value == ' ';

    private int LengthOfWord(int letter)
    {
        int end = letter;
        while (end < _letters.Length && !IsBlank(end))
            end++;
        return end - _wordStarts[letter];
    }

    /// <param name="range">Texts that begin with what was typed up to here, or what may have been meant by it.</param>
    /// <param name="depth">Their bytes up to here.</param>
    /// <param name="at">The next letter that was typed.</param>
    /// <param name="edits">How many words must still differ.</param>
    /// <param name="editedWord">The start of the last word that differs.</param>
    private void Walk(TextRange range, int depth, int at, int edits, int editedWord)
    {
        if (edits == 0)
        {
            var rest = Step(range, depth, _typed.AsSpan(_offsets[at]));
            if (!rest.IsEmpty)
                _found.Add(rest);
            return;
        }
        for (; at < _letters.Length && !range.IsEmpty && _steps > 0; at++)
        {
            if (_mayDiffer[at] && _wordStarts[at] != editedWord)
                Edit(range, depth, at, edits - 1);
            var next = _typed.AsSpan(_offsets[at], _offsets[at + 1] - _offsets[at]);
            range = Step(range, depth, next);
            depth += next.Length;
        }
    }

    private void Edit(TextRange range, int depth, int at, int edits)
    {
        int word = _wordStarts[at];
        var typed = _letters[at];
        var left = range;
        while (_steps > 0 && _texts.TryNextLetter(ref left, depth, out var letter, out var found))
        {
            _steps--;
            // A letter doubled is one that is left out behind the one typed.
            if (letter == typed || letter.Value == ' ')
                continue;
            Walk(found, depth + letter.Utf8SequenceLength, at, edits, word);
            if (!IsBlank(at))
                Walk(found, depth + letter.Utf8SequenceLength, at + 1, edits, word);
        }
        // Behind a word only letters can be missing.
        if (IsBlank(at))
            return;
        // One letter too many; the same letter twice is one case.
        if (typed != _letters[at - 1] || at - 1 == word)
            Walk(range, depth, at + 1, edits, word);
        if (at + 1 < _letters.Length && !IsBlank(at + 1) && _letters[at + 1] != typed)
        {
            Span<byte> swapped = stackalloc byte[8];
            int length = _letters[at + 1].EncodeToUtf8(swapped);
            length += typed.EncodeToUtf8(swapped[length..]);
            var found = Step(range, depth, swapped[..length]);
            if (!found.IsEmpty)
                Walk(found, depth + length, at + 2, edits, word);
        }
    }

    private TextRange Step(TextRange range, int depth, ReadOnlySpan<byte> next)
    {
        if (_steps-- <= 0 || ((_steps & 0x3F) == 0 && _budget.IsExceeded()))
        {
            _steps = 0;
            return default;
        }
        return _texts.Narrow(range, depth, next);
    }
}
