using Search.Benchmarks.Expansion;
using Search.Core.Indexing;

namespace Search.Benchmarks.Suggesting;

/// <summary>What people may have typed on the way to a title of the archive, class by class.</summary>
internal sealed class TypedPrefixes(Snapshot snapshot)
{
    private SplitMix64 _random = new(20_261_128);

    /// <summary>The classes: a name, and what makes one of a title.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<string> Texts)> Draw(int count) =>
    [
        ("1 letter", Draw(count, title => Cut(title, 1, 1))),
        ("2 to 4 letters", Draw(count, title => Cut(title, 2, 4))),
        ("5 to 20 letters", Draw(count, title => Cut(title, 5, 20))),
        ("from a later word on", Draw(count, title => Cut(AfterBlank(title), 3, 15))),
        ("last word behind others", Draw(count, title => $"{FirstWord(Title())} {Cut(title, 3, 6)}")),
        ("one letter wrong", Draw(count, title => Misspell(Cut(title, 6, 20)))),
        ("two letters wrong", Draw(count, title => Misspell(Misspell(Cut(title, 10, 24))))),
        ("nothing goes on so", Draw(count, title => Cut(title, 3, 3) + "qxqx")),
    ];

    private List<string> Draw(int count, Func<string, string> make)
    {
        var texts = new List<string>(count);
        while (texts.Count < count)
        {
            if (make(Title()).Trim() is { Length: > 0 } text)
                texts.Add(text);
        }
        return texts;
    }

    private string Title() => snapshot.Load((int)(_random.Unit() * snapshot.Reader.MaxDoc), withBody: false).Title;

    private string Cut(string text, int least, int most) => text[..Math.Min(text.Length, least + (int)(_random.Unit() * (most - least + 1)))];

    private static string AfterBlank(string title) => title[(title.IndexOf(' ') + 1)..];

    private static string FirstWord(string title) => title.Split(' ')[0];

    private string Misspell(string text)
    {
        int at = 1 + (int)(_random.Unit() * Math.Max(1, text.Length - 2));
        return at + 1 >= text.Length ? text : (int)(_random.Unit() * 4) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, "e"),
            2 => text[..at] + text[at + 1] + text[at] + text[(at + 2)..],
            _ => text[..at] + "o" + text[(at + 1)..],
        };
    }
}
