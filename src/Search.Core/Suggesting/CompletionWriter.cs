using Search.Core.Analysis;
using Search.Core.Highlighting;

namespace Search.Core.Suggesting;

/// <summary>Writes completions as text and HTML, what was typed marked in them.</summary>
internal sealed class CompletionWriter(AnalysisChain chain, TypedText typed, string tag)
{
    private readonly HtmlWriter _html = new();

    public Suggestion Write(Completion completion)
    {
        string display = completion.Table.DisplayOf(completion.Entry);
        string before = typed.Before(completion.From);
        string text = before + display;
        var (start, end) = Matched(display, completion);
        TextSpan[] matches = end > start ? [new TextSpan(before.Length + start, end - start)] : [];
        return new Suggestion(text, _html.Write(text, matches, tag), completion.Table.ArticlesOf(completion.Entry));
    }

    /// <summary>Where in a completion the words stand that were typed, of the last one as much as was typed.</summary>
    private (int Start, int End) Matched(string display, Completion completion)
    {
        var key = completion.Table.KeyOf(completion.Entry);
        int first = key[..completion.Start].Count((byte)' ');
        int last = Math.Min(first + typed.WordCount - completion.From, 1 + key.Count((byte)' ')) - 1;
        int start = 0, end = 0;
        using var cursor = chain.Open(display);
        for (int word = 0; word <= last && cursor.Next(); word++)
        {
            start = word == first ? cursor.Start : start;
            end = cursor.End;
            if (word == last && typed.IsOpen && !completion.IsNear)
                end = EndOfPrefix(cursor, typed.Word(typed.WordCount - 1));
        }
        return (start, end);
    }

    /// <summary>Letters that fold to several or none are marked with their whole word.</summary>
    private static int EndOfPrefix(TokenCursor cursor, string prefix)
    {
        bool isLetterForLetter = cursor.Exact.Length == cursor.Surface.Length && prefix.Length < cursor.Exact.Length;
        return isLetterForLetter && cursor.Exact.StartsWith(prefix) ? cursor.Start + prefix.Length : cursor.End;
    }
}
