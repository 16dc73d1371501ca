using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Search.Core.Storage;

namespace Search.Core.Alerts;

/// <summary>The file of one saved search (docs/index-format.md): JSON, replaced in one step.</summary>
internal static class SearchFile
{
    private const string Prefix = "search-", Suffix = ".json";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The path of the file of a name. Capitals are written as numbers: some systems take <c>A</c> and <c>a</c> for the same.</summary>
    public static string PathOf(string folder, string name)
    {
        var file = new StringBuilder(Prefix, Prefix.Length + name.Length + Suffix.Length);
        foreach (char c in name)
        {
            if (char.IsAsciiLetterUpper(c))
                file.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
            else
                file.Append(c);
        }
        return Path.Combine(folder, file.Append(Suffix).ToString());
    }

    /// <summary>The files of a folder, which may be missing.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, Prefix + "*" + Suffix).Where(path => path.EndsWith(Suffix, StringComparison.Ordinal)).Order(StringComparer.Ordinal) : [];

    public static void Write(string folder, SavedSearch search, long first)
    {
        if (!Directory.Exists(folder))
            DiskFlush.Instance.CreateFolder(folder);
        var request = search.Request;
        var json = new JsonObject
        {
            ["name"] = search.Name,
            ["created"] = search.Created.ToString("O", CultureInfo.InvariantCulture),
            ["first"] = first,
            ["q"] = request.Query,
            ["match"] = request.Match == MatchMode.All ? "all" : "any",
            ["minimumShouldMatch"] = request.MinimumShouldMatch,
            ["after"] = request.After?.ToString(),
            ["before"] = request.Before?.ToString(),
            ["sources"] = Array(request.Sources),
            ["authors"] = Array(request.Authors),
            ["filters"] = Array(request.Filters.Select(filter => $"{filter.Field}:{filter.Value}")),
        };
        AtomicFile.Write(PathOf(folder, search.Name), JsonSerializer.SerializeToUtf8Bytes(json, s_indented), DiskFlush.Instance);
    }

    public static void Remove(string folder, string name)
    {
        File.Delete(PathOf(folder, name));
        DiskFlush.Instance.FlushFolder(folder);
    }

    /// <exception cref="ArticleIndexException">The file is damaged.</exception>
    public static (SavedSearch Search, long First) Read(string path)
    {
        try
        {
            var json = AtomicFile.ParseJson(AtomicFile.Read(path) ?? [])?.AsObject() ?? throw new JsonException("It holds null.");
            var request = new SearchRequest(Text(json, "q"))
            {
                Match = Text(json, "match") switch { "any" => MatchMode.Any, "all" => MatchMode.All, var other => throw new JsonException($"'{other}' is no match mode.") },
                MinimumShouldMatch = Number(json, "minimumShouldMatch") is >= 0 and <= int.MaxValue and var minimum ? (int)minimum : throw new JsonException("'minimumShouldMatch' is out of its range."),
                After = Date(json, "after"),
                Before = Date(json, "before"),
                Sources = Texts(json, "sources"),
                Authors = Texts(json, "authors"),
                Filters = [.. Texts(json, "filters").Select(FieldFilter.Parse)],
                Typos = false,
            };
            var search = new SavedSearch(Text(json, "name"), request) { Created = DateTimeOffset.ParseExact(Text(json, "created"), "O", CultureInfo.InvariantCulture) };
            search.Validate();
            if (PathOf(Path.GetDirectoryName(path)!, search.Name) != path)
                throw new JsonException($"It holds the search '{search.Name}', which belongs into another file.");
            return (search, Number(json, "first"));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or InvalidRequestException or FormatException)
        {
            throw new ArticleIndexException(ArticleIndexError.Damaged, $"'{path}' cannot be read: {exception.Message} Restore it from a copy of the index, or delete it to go on without this saved search.", exception);
        }
    }

    private static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)JsonValue.Create(text))];

    private static string Text(JsonObject json, string name) => json[name]?.GetValue<string>() ?? throw new JsonException($"'{name}' is missing.");

    private static long Number(JsonObject json, string name) => json[name]?.GetValue<long>() ?? throw new JsonException($"'{name}' is missing.");

    private static ArticleDate? Date(JsonObject json, string name) => json[name] is { } date ? ArticleDate.Parse(date.GetValue<string>()) : null;

    private static string[] Texts(JsonObject json, string name) =>
        [.. (json[name]?.AsArray() ?? []).Select(text => text?.GetValue<string>() ?? throw new JsonException($"A text of '{name}' is null."))];
}
