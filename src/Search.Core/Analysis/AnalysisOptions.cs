namespace Search.Core;

/// <summary>How words are reduced to what they have in common.</summary>
public enum Stemming
{
    /// <summary>Words match in the form in which they are written.</summary>
    None,

    /// <summary>English inflections match each other (<c>talk</c>, <c>talks</c>, <c>talking</c>); quoted phrases match the exact form.</summary>
    Light,
}

/// <summary>How text becomes terms. Recorded in the index when it is created; a later opening must agree.</summary>
public sealed record AnalysisOptions
{
    /// <summary>Default: <see cref="Stemming.Light"/>.</summary>
    public Stemming Stemming { get; init; } = Stemming.Light;
}
