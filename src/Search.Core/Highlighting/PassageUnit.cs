namespace Search.Core.Highlighting;

/// <summary>A sentence with matches, or a piece of one that is very long: what passages are made of.</summary>
/// <param name="Start">The first code unit.</param>
/// <param name="End">One past the last code unit.</param>
/// <param name="FirstMatch">The first of its matches.</param>
/// <param name="EndMatch">One past the last of its matches; all of them lie wholly within.</param>
internal readonly record struct PassageUnit(int Start, int End, int FirstMatch, int EndMatch);

/// <summary>Finds the sentences around matches.</summary>
internal static class PassageUnits
{
    /// <summary>Ascending, disjoint; every match is in one of them.</summary>
    public static void Find(ReadOnlySpan<char> text, ReadOnlySpan<ClauseMatch> matches, int passageLength, List<PassageUnit> units)
    {
        units.Clear();
        int longest = passageLength + (passageLength / 2);
        int floor = 0;
        for (int first = 0; first < matches.Length;)
        {
            var match = matches[first];
            int start = SentenceFinder.FindStart(text, match.Start, Math.Max(floor, match.Start - longest));
            bool isCut = start < 0 && match.Start - longest > floor;
            if (start < 0)
                start = isCut ? match.Start - longest : floor;
            int stop = (int)Math.Min(text.Length, match.End + (long)longest);
            int end = SentenceFinder.FindEnd(text, match.End, stop);
            isCut |= end < 0;
            if (end < 0)
                end = stop;
            if (isCut || end - start > longest)
                (start, end, isCut) = (CutStart(text, match, start, passageLength), CutEnd(text, match, start, end, passageLength), true);

            int next = first + 1;
            for (; next < matches.Length && matches[next].Start < end; next++)
            {
                if (matches[next].End > end)
                    end = isCut ? matches[next].End : EndOfSentence(text, matches[next].End, longest);
            }

            units.Add(new PassageUnit(start, end, first, next));
            floor = end;
            first = next;
        }
    }

    private static int CutStart(ReadOnlySpan<char> text, ClauseMatch match, int start, int passageLength)
    {
        int cut = match.Start - (passageLength / 3);
        return cut <= start ? start : Math.Min(match.Start, TextCut.After(text, cut, match.Start));
    }

    private static int CutEnd(ReadOnlySpan<char> text, ClauseMatch match, int start, int end, int passageLength)
    {
        int cut = CutStart(text, match, start, passageLength) + passageLength;
        return cut >= end ? end : Math.Max(match.End, TextCut.Before(text, cut, match.End));
    }

    private static int EndOfSentence(ReadOnlySpan<char> text, int from, int longest)
    {
        int stop = (int)Math.Min(text.Length, from + (long)longest);
        int end = SentenceFinder.FindEnd(text, from, stop);
        return end < 0 ? from : end;
    }
}
