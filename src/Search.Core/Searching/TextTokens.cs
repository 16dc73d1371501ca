using Search.Core.Analysis;
using Search.Core.Highlighting;

namespace Search.Core.Searching;

/// <summary>The tokens of one text: which patterns each matches, how it is written, and its sentence and paragraph. Used again for the next text.</summary>
internal sealed class TextTokens(AnalysisChain chain, OperandPatterns operands)
{
    private readonly List<(int Start, int End, bool HasCapital, bool IsAllCapitals)> _tokens = [];
    private readonly List<HashSet<int>> _positions = [];
    private readonly List<int> _sentences = [];
    private readonly List<int> _paragraphs = [];
    private string _text = "";

    public int Count => _tokens.Count;

    public bool HasCapital(int token) => _tokens[token].HasCapital;

    public bool IsAllCapitals(int token) => _tokens[token].IsAllCapitals;

    /// <summary>Whether a token is what a pattern means.</summary>
    public bool Is(int token, int pattern) => _positions[pattern].Contains(token);

    /// <summary>The tokens that a pattern means.</summary>
    public IEnumerable<int> Of(int pattern) => _positions[pattern];

    /// <summary>The number of the sentence of each token.</summary>
    public List<int> Sentences()
    {
        for (int end = 0, sentence = -1; _sentences.Count < _tokens.Count;)
        {
            int start = _tokens[_sentences.Count].Start;
            if (sentence < 0 || start >= end)
            {
                sentence++;
                end = SentenceFinder.FindEnd(_text, start, _text.Length);
            }
            _sentences.Add(sentence);
        }
        return _sentences;
    }

    /// <summary>The number of the paragraph of each token: blank lines part them.</summary>
    public List<int> Paragraphs()
    {
        for (int i = _paragraphs.Count; i < _tokens.Count; i++)
        {
            bool isNew = i > 0 && Lines(_text.AsSpan(_tokens[i - 1].End, _tokens[i].Start - _tokens[i - 1].End)) > 1;
            _paragraphs.Add(i == 0 ? 0 : _paragraphs[i - 1] + (isNew ? 1 : 0));
        }
        return _paragraphs;
    }

    /// <summary>Goes to a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">How the words of its language are reduced; null for English.</param>
    public void Read(string text, LanguageStemmer? language = null)
    {
        operands.Read(language);
        _text = text;
        _tokens.Clear();
        _sentences.Clear();
        _paragraphs.Clear();
        foreach (var positions in _positions)
            positions.Clear();
        while (_positions.Count < operands.Patterns.Count)
            _positions.Add([]);
        using var cursor = chain.Open(text, language);
        while (cursor.Next())
        {
            var exact = cursor.Exact;
            var stem = cursor.Stem;
            var acronym = cursor.TryAcronym(out var capitals) ? capitals : default;
            for (int pattern = 0; pattern < operands.Patterns.Count; pattern++)
            {
                if (operands.Patterns[pattern].Matches(exact, stem, acronym))
                    _positions[pattern].Add(_tokens.Count);
            }
            var (hasCapital, hasSmall) = Capitals(cursor.Surface);
            _tokens.Add((cursor.Start, cursor.End, hasCapital, hasCapital && !hasSmall));
        }
    }

    private static (bool HasCapital, bool HasSmall) Capitals(ReadOnlySpan<char> surface)
    {
        bool hasCapital = false, hasSmall = false;
        foreach (var rune in surface.EnumerateRunes())
        {
            hasCapital |= System.Text.Rune.IsUpper(rune);
            hasSmall |= System.Text.Rune.IsLower(rune);
        }
        return (hasCapital, hasSmall);
    }

    private static int Lines(ReadOnlySpan<char> between)
    {
        int lines = 0;
        foreach (char c in between)
        {
            if (c is '\n' or '\u2029')
                lines += c == '\n' ? 1 : 2;
            else if (!char.IsWhiteSpace(c))
                lines = 0 < lines && lines < 2 ? 0 : lines;
        }
        return lines;
    }
}
