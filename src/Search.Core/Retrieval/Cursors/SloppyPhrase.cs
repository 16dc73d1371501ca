namespace Search.Core.Retrieval;

/// <summary>
/// How often, and how closely, the words of a phrase occur near each other in a document (docs/scoring.md, "Near each other").
/// </summary>
/// <remarks>
/// A word's place in the phrase is taken off its position, so that an exact occurrence puts all words on one number. For a number m, a
/// window starts at m: each word takes its first place from m on, a repeated word distinct ones, and the window ends at the largest.
/// As m grows the end never falls; the windows that count are the shortest for their end. Lucene's matches are the same
/// where no word is repeated.
/// </remarks>
internal sealed class SloppyPhrase
{
    private readonly PositionSource[] _slots;
    private readonly int _slop;

    /// <summary>The place before a place of the phrase that has the same term; -1 when there is none.</summary>
    private readonly int[] _previousSame;

    /// <summary>For each place of the phrase, the first occurrence behind the last start.</summary>
    private readonly int[] _at;

    /// <summary>For each place of the phrase, the occurrence that the present window takes.</summary>
    private readonly int[] _taken;

    /// <param name="slots">The terms at each place of the phrase; the same object for the same term.</param>
    /// <param name="slop">The greatest length of a window that counts.</param>
    public SloppyPhrase(PositionSource[] slots, int slop)
    {
        _slots = slots;
        _slop = slop;
        _at = new int[slots.Length];
        _taken = new int[slots.Length];
        _previousSame = new int[slots.Length];
        for (int i = 0; i < slots.Length; i++)
            _previousSame[i] = i == 0 ? -1 : Array.LastIndexOf(slots, slots[i], i - 1);
    }

    /// <summary>The sum over the windows, in ascending order, of 1 / (1 + length).</summary>
    public double Freq()
    {
        Array.Clear(_at);
        double freq = 0;
        (int Start, int End)? window = null;
        for (int? start = NextStart(int.MinValue); start is not null; start = NextStart(start.Value))
        {
            if (WindowEnd(start.Value) is not { } end)
                break;
            if (window is { } last && end > last.End)
                freq += Contribution(last.End - last.Start);
            window = (start.Value, end);
        }
        return window is { } final ? freq + Contribution(final.End - final.Start) : freq;
    }

    private double Contribution(int length) => length <= _slop ? 1.0 / (1 + length) : 0;

    /// <summary>The smallest number above another that a word stands on; null at the end of all words.</summary>
    private int? NextStart(int above)
    {
        int? next = null;
        for (int i = 0; i < _slots.Length; i++)
        {
            var positions = _slots[i].Load();
            int at = _at[i];
            while (at < positions.Length && positions[at] - i <= above)
                at++;
            _at[i] = at;
            if (at < positions.Length && (next is null || positions[at] - i < next))
                next = positions[at] - i;
        }
        return next;
    }

    /// <summary>Where the window from a start on ends; null when a word has no occurrence left for it.</summary>
    private int? WindowEnd(int start)
    {
        int end = start;
        for (int i = 0; i < _slots.Length; i++)
        {
            var positions = _slots[i].Load();
            int lastTaken = _previousSame[i] < 0 ? -1 : _taken[_previousSame[i]];
            int at = _at[i];
            while (at < positions.Length && (positions[at] - i < start || at <= lastTaken))
                at++;
            if (at == positions.Length)
                return null;
            _taken[i] = at;
            end = Math.Max(end, positions[at] - i);
        }
        return end;
    }
}
