using System.Runtime.InteropServices;

namespace Search.Core.Highlighting;

/// <summary>
/// Chooses the passages that show most of the query. A passage is worth the sum of its clauses' weights (how rare they are),
/// each in full once and a little for every repetition; a clause that an earlier choice has shown counts for a quarter, so
/// that further passages show what is still missing. Greedy, which for such sums comes within a constant of the best choice.
/// Keeps its lists; not thread-safe.
/// </summary>
internal sealed class PassageSelector
{
    private const double Repetition = 0.2;
    private const double ShownBefore = 0.25;

    /// <summary>How much more the very beginning of a text is worth, and where half of that is left.</summary>
    private const double EarlyBonus = 0.15;

    private const double EarlyHalf = 2_000;

    private readonly List<PassageUnit> _units = [];
    private readonly List<TextRange> _chosen = [];
    private readonly List<(int First, int End)> _windows = [];
    private bool[] _used = [];
    private int[] _counts = [];
    private bool[] _shown = [];

    /// <summary>At most <paramref name="count"/> disjoint ranges, best first; none cuts a match.</summary>
    public ReadOnlySpan<TextRange> Select(
        ReadOnlySpan<char> text, ReadOnlySpan<ClauseMatch> matches, double[] weights, int count, int passageLength, CancellationToken cancellationToken)
    {
        PassageUnits.Find(text, matches, passageLength, _units);
        _chosen.Clear();
        Prepare(weights.Length);
        var units = CollectionsMarshal.AsSpan(_units);
        _windows.Clear();
        while (_windows.Count < count && TryChoose(units, matches, weights, passageLength, out var window))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _windows.Add(window);
            _chosen.Add(new TextRange(units[window.First].Start, units[window.End - 1].End));
            for (int i = window.First; i < window.End; i++)
            {
                _used[i] = true;
                foreach (var match in matches[units[i].FirstMatch..units[i].EndMatch])
                    _shown[match.Clause] = true;
            }
        }

        for (int i = 0; i < _windows.Count; i++)
            Pad(text, units, _windows[i], i, passageLength);
        return CollectionsMarshal.AsSpan(_chosen);
    }

    /// <summary>Gives back what an unusually long text needed.</summary>
    public void Trim()
    {
        const int Kept = 4_096;
        _units.Clear();
        if (_units.Capacity > Kept)
            _units.Capacity = Kept;
        if (_used.Length > Kept)
            _used = [];
    }

    private void Prepare(int clauses)
    {
        if (_used.Length < _units.Count)
            _used = new bool[Math.Max(64, _units.Count * 2)];
        if (_counts.Length < clauses)
        {
            _counts = new int[clauses];
            _shown = new bool[clauses];
        }

        Array.Clear(_used, 0, _units.Count);
        Array.Clear(_shown, 0, clauses);
    }

    private bool TryChoose(
        ReadOnlySpan<PassageUnit> units, ReadOnlySpan<ClauseMatch> matches, double[] weights, int passageLength, out (int First, int End) best)
    {
        best = default;
        double most = 0;
        for (int first = 0; first < units.Length; first++)
        {
            if (_used[first])
                continue;
            double early = 1 + (EarlyBonus * EarlyHalf / (EarlyHalf + units[first].Start));
            double worth = 0;
            int end = first;
            while (end < units.Length && !_used[end] && (end == first || units[end].End - units[first].Start <= passageLength))
            {
                foreach (var match in matches[units[end].FirstMatch..units[end].EndMatch])
                {
                    int times = ++_counts[match.Clause];
                    double weight = _shown[match.Clause] ? weights[match.Clause] * ShownBefore : weights[match.Clause];
                    worth += times == 1 ? weight : weight * Repetition / ((double)times * times);
                }

                end++;
                if (worth * early > most)
                {
                    most = worth * early;
                    best = (first, end);
                }
            }

            foreach (var match in matches[units[first].FirstMatch..units[end - 1].EndMatch])
                _counts[match.Clause] = 0;
        }

        return most > 0;
    }

    /// <summary>Fills a short passage up with the sentences after it, else before it, within the paragraph while it is not very short.</summary>
    private void Pad(ReadOnlySpan<char> text, ReadOnlySpan<PassageUnit> units, (int First, int End) window, int index, int passageLength)
    {
        var (start, end) = _chosen[index];
        int ceiling = text.Length, floor = 0;
        for (int i = 0; i < _chosen.Count; i++)
        {
            if (_chosen[i].Start >= end && i != index)
                ceiling = Math.Min(ceiling, _chosen[i].Start);
            if (_chosen[i].End <= start && i != index)
                floor = Math.Max(floor, _chosen[i].End);
        }

        // A sentence that has matches and was not chosen may be swallowed whole, or not at all.
        if (window.End < units.Length)
            ceiling = Math.Min(ceiling, units[window.End].Start);
        if (window.First > 0)
            floor = Math.Max(floor, units[window.First - 1].End);
        end = PadAfter(text, start, end, ceiling, passageLength);
        start = PadBefore(text, start, end, floor, passageLength);
        _chosen[index] = new TextRange(start, end);
    }

    private static int PadAfter(ReadOnlySpan<char> text, int start, int end, int ceiling, int passageLength)
    {
        while (end < ceiling)
        {
            int stop = (int)Math.Min(ceiling, start + (long)passageLength);
            int next = end;
            while (next < stop && char.IsWhiteSpace(text[next]))
                next++;
            if (next >= stop || (IsParagraphBreak(text[end..next]) && end - start >= passageLength / 2))
                break;
            int sentence = SentenceFinder.FindEnd(text, next, stop);
            if (sentence <= end)
                break;
            end = sentence;
        }

        return end;
    }

    private static int PadBefore(ReadOnlySpan<char> text, int start, int end, int floor, int passageLength)
    {
        while (start > floor)
        {
            int stop = Math.Max(floor, end - passageLength);
            int last = start;
            while (last > stop && char.IsWhiteSpace(text[last - 1]))
                last--;
            if (last <= stop || (IsParagraphBreak(text[last..start]) && end - start >= passageLength / 2))
                break;
            int sentence = SentenceFinder.FindStart(text, last - 1, stop);
            if (sentence < 0 || sentence >= start)
                break;
            start = sentence;
        }

        return start;
    }

    private static bool IsParagraphBreak(ReadOnlySpan<char> between) => between.Count('\n') > 1;
}

/// <summary>A stretch of a text.</summary>
/// <param name="Start">The first code unit.</param>
/// <param name="End">One past the last code unit.</param>
internal readonly record struct TextRange(int Start, int End);
