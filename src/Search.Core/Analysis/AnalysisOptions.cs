namespace Search.Core;

/// <summary>How words are reduced to what they have in common.</summary>
public enum Stemming
{
    /// <summary>Words match in the form in which they are written; spelling, names, numbers and verb forms are left alone too.</summary>
    None,

    /// <summary>Inflections match each other (<c>talk</c>, <c>talks</c>, <c>talking</c>); quoted phrases match the exact form.</summary>
    Light,
}

/// <summary>How text becomes terms. Recorded in the index when it is created; a later opening must agree.</summary>
public sealed record AnalysisOptions
{
    /// <summary>Default: <see cref="Stemming.Light"/>.</summary>
    public Stemming Stemming { get; init; } = Stemming.Light;

    /// <summary>
    /// What is taken for the same. Default: <see cref="NewsRules.All"/>. An index that was created before there were these rules
    /// goes on with <see cref="NewsRules.Possessives"/> and <see cref="NewsRules.Initials"/>, whatever is said here.
    /// </summary>
    public NewsRules Rules { get; init; } = NewsRules.All;

    /// <summary>
    /// Whether the words of an article whose language is known and not English are reduced by the rules of that language. Default: true.
    /// Articles without a language, or with one that has no rules here, are taken for English ones.
    /// </summary>
    public bool Languages { get; init; } = true;
}
