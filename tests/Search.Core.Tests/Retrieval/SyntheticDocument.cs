namespace Search.Core.Tests.Retrieval;

/// <summary>A text as lists of words: the stem, the exact form and the position of each token.</summary>
internal sealed record SyntheticText(string[] Stems, string[] Exact, int[] Positions)
{
    /// <summary>The text with words at its end.</summary>
    public SyntheticText With(IReadOnlyList<string> words)
    {
        int next = Positions.Length == 0 ? 0 : Positions[^1] + 1;
        return new SyntheticText([.. Stems, .. words], [.. Exact, .. words], [.. Positions, .. words.Select((_, i) => next + i)]);
    }
}

/// <summary>A document of a random index, as plain data.</summary>
internal sealed record SyntheticDocument
{
    public required string Id { get; init; }

    public SyntheticText? Title { get; init; }

    public SyntheticText? Body { get; init; }

    /// <summary>The stems of title and body, each of the title three times.</summary>
    public string[] TitleAndBody
    {
        get
        {
            string[] title = Title?.Stems ?? [];
            return [.. title, .. title, .. title, .. Body?.Stems ?? []];
        }
    }

    public string[] Topics { get; init; } = [];

    /// <summary>Ticks of a period; null for undated documents.</summary>
    public (long Start, long End)? Date { get; init; }

    public long? Number { get; init; }
}
