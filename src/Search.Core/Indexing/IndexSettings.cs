using System.Numerics;
using System.Text.Json.Nodes;
using Search.Core.Analysis;

namespace Search.Core.Indexing;

/// <summary>The settings that an index is built with and that every later opening must agree with; recorded in <c>index.json</c>.</summary>
internal static class IndexSettings
{
    /// <summary>What indexes do whose settings say nothing of rules: they were created before there were any others.</summary>
    private const NewsRules EarliestRules = NewsRules.Possessives | NewsRules.Initials;

    private const string StemmingKey = "stemming";
    private const string RulesKey = "rules";
    private const string LanguagesKey = "languages";
    private const string TablesKey = "tables";
    private const string TogetherKey = "titleAndBody";
    private const string SignedKey = "leadAndSignature";

    /// <summary>Counts the changes of what the rules do: of the tables of spellings, names and verb forms, of the tokenizer.</summary>
    private const int Tables = 1;

    public static JsonObject Create(SessionOptions options) => new()
    {
        [StemmingKey] = options.Analysis.Stemming.ToString(),
        [RulesKey] = Names(options.Analysis.Rules),
        [LanguagesKey] = options.Analysis.Languages,
        [TablesKey] = Tables,
        [TogetherKey] = true,
        [SignedKey] = true,
    };

    /// <summary>What the articles of an index have beside their fields.</summary>
    public static ArticleForm FormOf(JsonObject recorded) =>
        !IsTrue(recorded, TogetherKey) ? ArticleForm.Apart : IsTrue(recorded, SignedKey) ? ArticleForm.Signed : ArticleForm.Together;

    /// <summary>The analysis that an index is to go on with: what is recorded, and for earlier indexes what was done when they were created.</summary>
    /// <exception cref="ArticleIndexException">The options do not agree with what is recorded.</exception>
    public static AnalysisOptions Check(JsonObject recorded, SessionOptions options, string place)
    {
        string? stemming = Text(recorded, StemmingKey);
        string asked = options.Analysis.Stemming.ToString();
        if (!string.Equals(stemming, asked, StringComparison.Ordinal))
            throw Differ(place, "stemming", "Stemming", stemming, asked);
        if (recorded[RulesKey] is null)
            return options.Analysis with { Rules = EarliestRules, Languages = false };
        if (recorded[TablesKey] is not JsonValue number || !number.TryGetValue(out int tables) || tables != Tables)
            throw new ArticleIndexException(ArticleIndexError.SettingsDiffer, $"The index in '{place}' was built with tables of spellings and names of version {recorded[TablesKey]}, this library has version {Tables}: open it with the version of the library that built it, or build the index anew.");
        string? rules = Text(recorded, RulesKey);
        if (!Enum.TryParse(rules, out NewsRules parsed) || parsed != options.Analysis.Rules)
            throw Differ(place, "rules", "Rules", rules, Names(options.Analysis.Rules));
        bool languages = IsTrue(recorded, LanguagesKey);
        return languages == options.Analysis.Languages ? options.Analysis
            : throw Differ(place, "languages", "Languages", languages ? "true" : "false", languages ? "false" : "true");
    }

    /// <summary>The rules by name, one by one: what all of them are may change.</summary>
    private static string Names(NewsRules rules) => rules == NewsRules.None ? nameof(NewsRules.None)
        : string.Join(", ", Enum.GetValues<NewsRules>().Where(rule => BitOperations.IsPow2((int)rule) && rules.Has(rule)));

    private static bool IsTrue(JsonObject recorded, string key) => recorded[key] is JsonValue value && value.TryGetValue(out bool truth) && truth;

    private static string? Text(JsonObject recorded, string key) =>
        recorded[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static ArticleIndexException Differ(string place, string what, string option, string? recorded, string asked) =>
        new(ArticleIndexError.SettingsDiffer, $"The index in '{place}' was built with the {what} '{recorded}', the options ask for '{asked}': set Analysis.{option} to '{recorded}', or build the index anew.");
}
