using System.Runtime.InteropServices;
using System.Text;

namespace Search.Core.Suggesting;

/// <summary>Counts in how many articles of a part of an archive each phrase is. Not thread-safe.</summary>
internal sealed class PhraseCounts
{
    /// <summary>What is longer in UTF-8 completes nothing: the starts of its words must fit a byte.</summary>
    public const int MaxKeyBytes = 250;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byKey;
    private readonly List<Counted> _phrases = [];
    private int _article;

    public PhraseCounts() => _byKey = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    private record struct Counted(string Key, string Display, byte Form, int Articles, int Titles, int LastArticle, int LastTitle);

    /// <summary>How many articles were read.</summary>
    public int Articles => _article;

    public void StartArticle() => _article++;

    /// <summary>Counts a phrase of the present article, once.</summary>
    /// <param name="key">The exact forms of its words with blanks between.</param>
    /// <param name="display">How it is written.</param>
    /// <param name="kind">One of the kinds of <see cref="PhraseForm"/>.</param>
    /// <param name="isTitle">Whether it is the whole title.</param>
    public void Add(ReadOnlySpan<char> key, ReadOnlySpan<char> display, byte kind, bool isTitle)
    {
        if (key.Length > MaxKeyBytes)
            return;
        byte form = PhraseForm.Of(kind, display);
        if (!_byKey.TryGetValue(key, out int number))
        {
            if (Encoding.UTF8.GetByteCount(key) > MaxKeyBytes)
                return;
            string text = key.ToString();
            _numbers.Add(text, _phrases.Count);
            _phrases.Add(new Counted(text, key.SequenceEqual(display) ? text : display.ToString(), form, 1, isTitle ? 1 : 0, _article, isTitle ? _article : 0));
            return;
        }
        ref var phrase = ref CollectionsMarshal.AsSpan(_phrases)[number];
        if (phrase.LastArticle != _article)
            phrase.Articles++;
        if (isTitle && phrase.LastTitle != _article)
            phrase.Titles++;
        phrase.LastArticle = _article;
        phrase.LastTitle = isTitle ? _article : phrase.LastTitle;
        if (form > phrase.Form || display.SequenceEqual(phrase.Display))
            return;
        if (form < phrase.Form || display.SequenceCompareTo(phrase.Display) < 0)
            (phrase.Form, phrase.Display) = (form, display.ToString());
    }

    /// <summary>The phrases, sorted.</summary>
    /// <param name="least">Those that are no title and are in fewer articles are left out.</param>
    public PhraseList ToList(int least)
    {
        var kept = _phrases.Where(phrase => phrase.Titles > 0 || phrase.Articles >= least)
            .Select(phrase => (Key: Encoding.UTF8.GetBytes(phrase.Key), Phrase: phrase)).ToArray();
        Array.Sort(kept, static (x, y) => x.Key.AsSpan().SequenceCompareTo(y.Key));
        var list = new PhraseListBuilder();
        foreach (var (key, phrase) in kept)
            list.Add(key, phrase.Articles, phrase.Titles, phrase.Form, Encoding.UTF8.GetBytes(phrase.Display));
        return list.ToList();
    }
}
