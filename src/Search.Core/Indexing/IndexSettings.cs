using System.Text.Json.Nodes;

namespace Search.Core.Indexing;

/// <summary>The settings that an index is built with and that every later opening must agree with; recorded in <c>index.json</c>.</summary>
internal static class IndexSettings
{
    private const string StemmingKey = "stemming";

    public static JsonObject Create(SessionOptions options) => new() { [StemmingKey] = options.Analysis.Stemming.ToString() };

    /// <exception cref="ArticleIndexException">The options do not agree with what is recorded.</exception>
    public static void Check(JsonObject recorded, SessionOptions options, string place)
    {
        string? stemming = recorded[StemmingKey] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        string asked = options.Analysis.Stemming.ToString();
        if (!string.Equals(stemming, asked, StringComparison.Ordinal))
            throw new ArticleIndexException(ArticleIndexError.SettingsDiffer, $"The index in '{place}' was built with the stemming '{stemming}', the options ask for '{asked}': set Analysis.Stemming to '{stemming}', or build the index anew.");
    }
}
