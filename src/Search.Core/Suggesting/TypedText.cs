using System.Text;
using Search.Core.Analysis;

namespace Search.Core.Suggesting;

/// <summary>What was typed, after analysis.</summary>
internal sealed class TypedText
{
    /// <summary>So many words at the end are completed; those before stay as they are.</summary>
    public const int MaxWords = 8;

    private readonly List<(string Form, int Start, int End)> _words = [];

    public TypedText(string text, AnalysisChain chain)
    {
        Text = text;
        using var cursor = chain.Open(text);
        while (cursor.Next())
            _words.Add((cursor.Exact.ToString(), cursor.Start, cursor.End));
    }

    public string Text { get; }

    public int WordCount => _words.Count;

    /// <summary>The first word from which on the rest is completed.</summary>
    public int First => Math.Max(0, _words.Count - MaxWords);

    /// <summary>Whether the last word may go on.</summary>
    public bool IsOpen => _words.Count > 0 && _words[^1].End == Text.Length;

    /// <summary>The exact form of a word.</summary>
    public string Word(int word) => _words[word].Form;

    /// <summary>What stands before a word.</summary>
    public string Before(int word) => Text[.._words[word].Start].TrimStart();

    /// <summary>What completions begin with: the exact forms of the words from one on, and a blank behind a last one that is finished.</summary>
    public string From(int word)
    {
        var text = new StringBuilder();
        for (int i = word; i < _words.Count; i++)
            text.Append(i > word ? " " : "").Append(_words[i].Form);
        return text.Append(IsOpen ? "" : " ").ToString();
    }
}
