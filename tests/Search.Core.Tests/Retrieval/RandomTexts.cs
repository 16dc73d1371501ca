namespace Search.Core.Tests.Retrieval;

/// <summary>
/// Draws documents whose words are skewed like those of a language, with words planted in an exact number of documents, and in
/// some indexes out of a few texts only, so that lengths, frequencies and scores tie.
/// </summary>
internal sealed class RandomTexts
{
    private readonly Random _random;
    private readonly string[] _vocabulary;
    private readonly double _skew;
    private readonly List<string> _planted = [];

    public RandomTexts(Random random, int count)
    {
        _random = random;
        _vocabulary = [.. Enumerable.Range(0, random.Next(3) switch { 0 => 6, 1 => 60, _ => Math.Min(3_000, 10 + count) }).Select(i => $"w{i}")];
        _skew = 1 + random.NextDouble() * 3;
    }

    public static string[] Topics { get; } = ["politics", "sport", "arts", "law", "seas", "never"];

    public static long Now { get; } = new DateTime(2022, 5, 17, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>Draws the documents of an index.</summary>
    public SyntheticDocument[] Documents(int count)
    {
        var templates = _random.Next(5) < 2 ? Enumerable.Range(0, _random.Next(1, 9)).Select(_ => Text(40)).ToArray() : null;
        int longest = _random.Next(3) == 0 ? 12 : 60;
        var documents = new SyntheticDocument[count];
        for (int i = 0; i < count; i++)
        {
            documents[i] = new SyntheticDocument
            {
                Id = $"d{i}",
                Title = _random.Next(10) == 0 ? null : templates is null ? Text(8) : templates[_random.Next(templates.Length)],
                Body = _random.Next(15) == 0 ? null : templates is null ? Text(longest) : templates[_random.Next(templates.Length)],
                Topics = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Topics[_random.Next(Topics.Length - 1)]).Distinct()],
                Date = _random.Next(6) == 0 ? null : Period(Now - _random.Next(0, 2_000) * TimeSpan.TicksPerDay),
                Number = _random.Next(4) == 0 ? null : _random.Next(-3, 4),
            };
        }
        if (_random.Next(6) == 0)
            Lengthen(documents, _random.Next(2_000, 5_000));
        if (_random.Next(25) == 0)
            Lengthen(documents, _random.Next(65_000, 70_000));
        foreach (int docFreq in (int[])[1, 2, 127, 128, 129, count / 8 + 1, count - 1, count])
            Plant(documents, docFreq);
        return documents;
    }

    /// <summary>A word to ask for: mostly one that occurs.</summary>
    public string Word(Random random) => random.Next(20) switch
    {
        0 => "nowhere",
        < 8 when _planted.Count > 0 => _planted[random.Next(_planted.Count)],
        _ => Drawn(random),
    };

    /// <summary>One of the most frequent words.</summary>
    public string FrequentWord(Random random) => _vocabulary[random.Next(Math.Min(5, _vocabulary.Length))];

    /// <summary>One of the rarer half of the words.</summary>
    public string RareWord(Random random) => _vocabulary[random.Next(_vocabulary.Length / 2, _vocabulary.Length)];

    private static string ExactForm(Random random, string stem) => random.Next(3) == 0 ? stem + "s" : stem;

    private (long, long) Period(long start) => (start, start + (_random.Next(3) == 0 ? 31 : 1) * TimeSpan.TicksPerDay - 1);

    private string Drawn(Random random) => _vocabulary[(int)(_vocabulary.Length * Math.Pow(random.NextDouble(), _skew))];

    private SyntheticText Text(int longest)
    {
        int length = _random.Next(longest + 1);
        string[] stems = new string[length], exact = new string[length];
        int[] positions = new int[length];
        int gap = _random.Next(8) == 0 && length > 1 ? _random.Next(1, length) : length;
        for (int i = 0; i < length; i++)
        {
            stems[i] = Drawn(_random);
            exact[i] = ExactForm(_random, stems[i]);
            positions[i] = i < gap ? i : i + 100;
        }
        return new SyntheticText(stems, exact, positions);
    }

    private void Lengthen(SyntheticDocument[] documents, int length)
    {
        int at = _random.Next(documents.Length);
        string[] words = [.. Enumerable.Range(0, length).Select(_ => Drawn(_random))];
        documents[at] = documents[at] with { Body = (documents[at].Body ?? Text(0)).With(words) };
    }

    /// <summary>Puts a word of its own into so many documents.</summary>
    private void Plant(SyntheticDocument[] documents, int docFreq)
    {
        if (docFreq > documents.Length || docFreq == 0)
            return;
        string word = $"p{_planted.Count}";
        _planted.Add(word);
        int[] order = [.. Enumerable.Range(0, documents.Length)];
        _random.Shuffle(order);
        int most = _random.Next(1, 4);
        foreach (int at in order.AsSpan(0, docFreq))
            documents[at] = documents[at] with { Body = (documents[at].Body ?? Text(0)).With([.. Enumerable.Repeat(word, _random.Next(most) + 1)]) };
    }
}
