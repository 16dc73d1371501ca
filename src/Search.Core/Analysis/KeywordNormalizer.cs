namespace Search.Core.Analysis;

/// <summary>Folds a keyword for comparison: case, accents, quotes and runs of white space.</summary>
internal static class KeywordNormalizer
{
    public static string Normalize(string value) => throw new NotImplementedException();
}
