namespace Search.Core;

/// <summary>The rules by which page chrome is recognised in crawled text.</summary>
public sealed class CleaningRules
{
    /// <summary>The rules that come with the library.</summary>
    public static CleaningRules Default { get; } = new();

    /// <summary>These rules and further ones, in the form of the rules file (see docs/cleaning.md).</summary>
    public CleaningRules With(params string[] rules) => throw new NotImplementedException();

    /// <summary>Cleans an article; the same article when nothing changes, otherwise one with <see cref="Article.Original"/>.</summary>
    public Article Clean(Article article) => throw new NotImplementedException();
}
