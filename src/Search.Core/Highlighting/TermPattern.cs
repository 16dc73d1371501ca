namespace Search.Core.Highlighting;

/// <summary>What of a token is compared with a word of the query.</summary>
internal enum TermPatternKind
{
    /// <summary>Its stem is the text.</summary>
    Stem,

    /// <summary>It is the acronym of the text by its sense.</summary>
    Acronym,

    /// <summary>Its exact form is the text.</summary>
    Exact,

    /// <summary>Its exact form starts with the text.</summary>
    Prefix,

    /// <summary>Its exact form is at most so many edits from the text.</summary>
    Fuzzy,
}

/// <summary>One word of the query as it is looked for among the tokens of a text.</summary>
internal readonly record struct TermPattern(TermPatternKind Kind, string Text, int MaxEdits = 0)
{
    /// <summary>Whether a token with these forms is meant; the acronym is empty for what is none.</summary>
    public bool Matches(ReadOnlySpan<char> exact, ReadOnlySpan<char> stem, ReadOnlySpan<char> acronym) => Kind switch
    {
        TermPatternKind.Stem => stem.SequenceEqual(Text),
        TermPatternKind.Acronym => acronym.SequenceEqual(Text),
        TermPatternKind.Exact => exact.SequenceEqual(Text),
        TermPatternKind.Prefix => exact.StartsWith(Text),
        _ => EditDistance.IsAtMost(exact, Text, MaxEdits),
    };

    /// <summary>Whether a form of every token that matches begins with the text: so for all but fuzzy words.</summary>
    public bool FixesBeginning => Kind != TermPatternKind.Fuzzy || MaxEdits == 0;
}
