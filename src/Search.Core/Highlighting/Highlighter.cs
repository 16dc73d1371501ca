namespace Search.Core.Highlighting;

/// <summary>
/// From a query and a stored text to passages: find what matches, choose the sentences that show most of the query, write
/// them as text and as HTML. Reads the text again rather than keeping offsets in the index. Thread-safe as long as each query
/// is used by one thread at a time.
/// </summary>
internal static class Highlighter
{
    /// <summary>A field that is shown whole when something in it matched, and not at all otherwise.</summary>
    public const string TitleField = "title";

    /// <summary>The field whose opening is shown when nothing in it matched.</summary>
    public const string BodyField = "body";

    /// <summary>A longer title is cut like a body.</summary>
    private const int LongestTitle = 1_000;

    [ThreadStatic]
    private static Scratch? t_scratch;

    /// <param name="query">The compiled query.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="text">The field's text.</param>
    /// <param name="options">How passages are chosen and written.</param>
    /// <param name="whole">Whether the whole field is wanted as HTML too.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static FieldHighlight Highlight(
        HighlightQuery query, string field, string text, HighlightOptions options, bool whole, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var scratch = t_scratch ?? new Scratch();
        // Out of the slot while in use: what is called from here could highlight as well.
        t_scratch = null;
        var result = Highlight(scratch, query, field, text, options, whole, cancellationToken);
        scratch.Finder.Trim();
        scratch.Selector.Trim();
        t_scratch = scratch;
        return result;
    }

    private static FieldHighlight Highlight(
        Scratch scratch, HighlightQuery query, string field, string text, HighlightOptions options, bool whole, CancellationToken cancellationToken)
    {
        bool budgetReached = text.Length > options.MaxTextLength;
        int limit = budgetReached ? TextCut.Safe(text, options.MaxTextLength) : text.Length;
        var read = text.AsSpan(0, limit);
        var matches = query.For(field) is { } matcher
            ? scratch.Finder.Find(query, matcher, text, limit, cancellationToken)
            : [];
        string? html = whole ? scratch.Html.Write(text, Merge(matches, 0, text.Length, out _), options.Tag) : null;
        var passages = matches.IsEmpty
            ? Opening(scratch, field, text, read, options)
            : Choose(scratch, query, field, text, read, matches, options, cancellationToken);
        return new FieldHighlight(passages, html, !matches.IsEmpty, budgetReached);
    }

    private static Passage[] Choose(
        Scratch scratch, HighlightQuery query, string field, string text, ReadOnlySpan<char> read, ReadOnlySpan<ClauseMatch> matches,
        HighlightOptions options, CancellationToken cancellationToken)
    {
        bool isTitle = field == TitleField;
        if (isTitle && read.Length <= Math.Max(LongestTitle, options.PassageLength))
            return [Write(scratch, field, text, new TextRange(0, read.Length), matches, options)];
        var ranges = scratch.Selector.Select(
            read, matches, query.For(field)!.Weights, isTitle ? 1 : options.Passages, options.PassageLength, cancellationToken);
        var passages = new Passage[ranges.Length];
        for (int i = 0; i < passages.Length; i++)
            passages[i] = Write(scratch, field, text, ranges[i], matches, options);
        return passages;
    }

    private static Passage[] Opening(Scratch scratch, string field, string text, ReadOnlySpan<char> read, HighlightOptions options)
    {
        if (field != BodyField || read.IsWhiteSpace())
            return [];
        int start = 0;
        while (char.IsWhiteSpace(read[start]))
            start++;
        int length = options.PassageLength;
        int stop = (int)Math.Min(read.Length, start + (long)length + (length / 2));
        int end = SentenceFinder.FindEnd(read, start, stop);
        if (end < 0)
        {
            end = TextCut.Before(read, Math.Min(start + length, read.Length), start);
        }
        else
        {
            while (end < read.Length && end - start < length)
            {
                int next = SentenceFinder.FindEnd(read, end + 1, (int)Math.Min(read.Length, start + (long)length));
                if (next <= end)
                    break;
                end = next;
            }
        }

        return [Write(scratch, field, text, new TextRange(start, end), [], options)];
    }

    private static Passage Write(
        Scratch scratch, string field, string text, TextRange range, ReadOnlySpan<ClauseMatch> matches, HighlightOptions options)
    {
        var (start, end) = range;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        var spans = Merge(matches, start, end, out var merged);
        string passage = start == 0 && end == text.Length ? text : text[start..end];
        return new Passage
        {
            Field = field,
            Offset = start,
            Text = passage,
            Matches = merged,
            Html = scratch.Html.Write(passage, spans, options.Tag),
        };
    }

    /// <summary>The matches from <paramref name="start"/> to <paramref name="end"/>, relative to the start, those that overlap as one.</summary>
    private static ReadOnlySpan<TextSpan> Merge(ReadOnlySpan<ClauseMatch> matches, int start, int end, out TextSpan[] merged)
    {
        int first = LowerBound(matches, start);
        int last = first;
        while (last < matches.Length && matches[last].Start < end)
            last++;
        var inside = matches[first..last];
        int count = 0;
        int reached = -1;
        foreach (var match in inside)
        {
            if (match.Start >= reached)
                count++;
            reached = Math.Max(reached, match.End);
        }

        merged = count == 0 ? [] : new TextSpan[count];
        int current = -1;
        reached = -1;
        foreach (var match in inside)
        {
            if (match.Start >= reached)
                merged[++current] = new TextSpan(match.Start - start, match.End - match.Start);
            else if (match.End > reached)
                merged[current] = new TextSpan(merged[current].Start, match.End - start - merged[current].Start);
            reached = Math.Max(reached, match.End);
        }

        return merged;
    }

    private static int LowerBound(ReadOnlySpan<ClauseMatch> matches, int start)
    {
        int low = 0, high = matches.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (matches[middle].Start < start)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>What one thread needs to highlight without allocating anything but the result.</summary>
    private sealed class Scratch
    {
        public MatchFinder Finder { get; } = new();

        public PassageSelector Selector { get; } = new();

        public HtmlWriter Html { get; } = new();
    }
}
