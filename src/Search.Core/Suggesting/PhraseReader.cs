using System.Buffers;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Search.Core.Analysis;
using Search.Core.Matching;

namespace Search.Core.Suggesting;

/// <summary>
/// Finds what an article may be looked for by: its title and the words in a row of it, and of its opening the names (runs of capitalised words) and
/// the runs of other words between stop words, as RAKE has them (Rose, Engel, Cramer and Cowley 2010). Not thread-safe.
/// </summary>
internal sealed class PhraseReader(AnalysisChain chain)
{
    /// <summary>How many code units of the body are its opening, which names what the article is about.</summary>
    public const int OpeningLength = 1_200;

    private const int MaxTitleWords = 24, MaxTitleRow = 3, MaxNameWords = 6, MaxRowWords = 3, LeastWordLength = 4;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> s_particles = new HashSet<string>(StringComparer.Ordinal)
    {
        "of", "the", "de", "la", "le", "van", "von", "der", "den", "del", "della", "bin", "ibn", "al", "el", "du", "da", "di", "dos", "for",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_stopWords =
        QueryStopWords.English.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> s_sentenceEnds = SearchValues.Create(".!?:\n\"“”");

    private readonly List<Word> _words = [];
    private char[] _forms = new char[4_096];
    private char[] _key = new char[1_024];
    private int _formsLength;

    /// <summary>A word of a text: where it stands, its exact form, and how it is joined to the word before.</summary>
    private readonly record struct Word(int Start, int End, int Form, int FormLength, bool IsCapital, bool IsStop, bool IsLetters, bool FollowsSpace, bool StartsSentence);

    /// <summary>Counts an article's phrases, each once.</summary>
    public void Read(Article article, PhraseCounts counts)
    {
        counts.StartArticle();
        ReadTitle(CompletionText.OfTitle(article.Title), counts);
        ReadOpening(article.Body, counts);
    }

    /// <summary>The exact forms of a text's words with blanks between.</summary>
    public string KeyOf(string text)
    {
        ReadWords(text, text.Length);
        return _words.Count == 0 ? "" : Key(0, _words.Count - 1).ToString();
    }

    private void ReadTitle(string title, PhraseCounts counts)
    {
        ReadWords(title, title.Length);
        if (_words.Count is 0 or > MaxTitleWords)
            return;
        counts.Add(Key(0, _words.Count - 1), title, PhraseForm.Title, isTitle: true);
        for (int first = 0; first < _words.Count; first++)
        {
            for (int last = first; last < Math.Min(_words.Count, first + MaxTitleRow); last++)
            {
                if (!IsContent(_words[last]) || (last > first && !_words[last].FollowsSpace))
                    break;
                if (last > first || _words[first].FormLength >= LeastWordLength)
                    AddWords(title, first, last, counts);
            }
        }
    }

    private void ReadOpening(string body, PhraseCounts counts)
    {
        ReadWords(body, Math.Min(body.Length, OpeningLength));
        var words = CollectionsMarshal.AsSpan(_words);
        int capitals = 0;
        foreach (ref readonly var word in words)
            capitals += word.IsCapital ? 1 : 0;
        // In a text of capitals throughout they tell no names.
        bool hasNames = 2 * capitals <= words.Length;
        for (int first = 0, last; first < words.Length; first = last + 1)
        {
            last = first;
            if (words[first].IsCapital)
            {
                last = EndOfName(first);
                if (hasNames)
                    AddName(body, first, last, counts);
            }
            else if (IsContent(words[first]))
            {
                while (last + 1 < words.Length && words[last + 1].FollowsSpace && !words[last + 1].IsCapital && IsContent(words[last + 1]))
                    last++;
                if (last > first && last - first < MaxRowWords)
                    AddWords(body, first, last, counts);
            }
        }
    }

    /// <summary>The last word of a run of capitalised words, which particles may join.</summary>
    private int EndOfName(int first)
    {
        int last = first;
        for (int next = first + 1; next < _words.Count && _words[next].FollowsSpace && next - first < MaxNameWords; next++)
        {
            if (_words[next].IsCapital)
                last = next;
            else if (!s_particles.Contains(Form(_words[next])))
                break;
        }
        return last;
    }

    private void AddName(string text, int first, int last, PhraseCounts counts)
    {
        // "The" and "But" at the start of a sentence are no part of a name.
        while (first < last && (_words[first].IsStop || !_words[first].IsCapital))
            first++;
        bool isWord = first == last;
        var word = _words[first];
        if (isWord && (word.StartsSentence || word.IsStop || word.End - word.Start < 2 || !word.IsLetters))
            return;
        counts.Add(Key(first, last), text.AsSpan(_words[first].Start, _words[last].End - _words[first].Start), PhraseForm.Name, isTitle: false);
        // A title in front of a name: the last two words are mostly the name.
        if (last - first >= 2 && _words[last - 1].IsCapital)
            counts.Add(Key(last - 1, last), text.AsSpan(_words[last - 1].Start, _words[last].End - _words[last - 1].Start), PhraseForm.Name, isTitle: false);
    }

    private void AddWords(string text, int first, int last, PhraseCounts counts)
    {
        var written = text.AsSpan(_words[first].Start, _words[last].End - _words[first].Start);
        Span<char> lower = written.Length <= 256 ? stackalloc char[written.Length] : new char[written.Length];
        written.ToLowerInvariant(lower);
        counts.Add(Key(first, last), lower, PhraseForm.Words, isTitle: false);
    }

    private static bool IsContent(in Word word) => word is { IsStop: false, IsLetters: true, FormLength: > 1 };

    private ReadOnlySpan<char> Form(in Word word) => _forms.AsSpan(word.Form, word.FormLength);

    private ReadOnlySpan<char> Key(int first, int last)
    {
        int length = 0;
        for (int i = first; i <= last; i++)
        {
            var form = Form(_words[i]);
            if (_key.Length < length + form.Length + 1)
                Array.Resize(ref _key, 2 * (length + form.Length + 1));
            if (i > first)
                _key[length++] = ' ';
            form.CopyTo(_key.AsSpan(length));
            length += form.Length;
        }
        return _key.AsSpan(0, length);
    }

    private void ReadWords(string text, int length)
    {
        _words.Clear();
        _formsLength = 0;
        using var cursor = chain.Open(text, length);
        int end = 0;
        while (cursor.Next())
        {
            var surface = cursor.Surface;
            var exact = cursor.Exact;
            // What is left of a word that was cut is none.
            if (cursor.End == length && length < text.Length)
                break;
            if (_forms.Length < _formsLength + exact.Length)
                Array.Resize(ref _forms, 2 * (_formsLength + exact.Length));
            exact.CopyTo(_forms.AsSpan(_formsLength));
            var gap = text.AsSpan(end, cursor.Start - end);
            bool isFirst = _words.Count == 0;
            bool afterInitial = gap is ". " && !isFirst && _words[^1].FormLength == 1;
            _words.Add(new Word(
                cursor.Start, cursor.Start + surface.Length, _formsLength, exact.Length, char.IsUpper(surface[0]), s_stopWords.Contains(exact), AreLetters(exact),
                FollowsSpace: !isFirst && (gap is " " || afterInitial),
                StartsSentence: isFirst || (!afterInitial && gap.ContainsAny(s_sentenceEnds))));
            _formsLength += exact.Length;
            end = cursor.End;
        }
    }

    private static bool AreLetters(ReadOnlySpan<char> form)
    {
        foreach (char c in form)
        {
            if (!char.IsLetter(c) && c is not '\'' && !char.IsSurrogate(c))
                return false;
        }
        return true;
    }
}
