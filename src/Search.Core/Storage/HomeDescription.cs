using System.Text.Json;
using System.Text.Json.Nodes;

namespace Search.Core.Storage;

/// <summary>What <c>index.json</c> says: whose folder it is, the format's number, and the settings that the index was created with.</summary>
internal sealed record HomeDescription(int Format, JsonObject Settings)
{
    private const string Product = "Search.Core";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public byte[] ToUtf8()
    {
        var json = new JsonObject
        {
            ["product"] = Product,
            ["format"] = Format,
            ["settings"] = Settings.DeepClone(),
        };
        return JsonSerializer.SerializeToUtf8Bytes(json, s_indented);
    }

    /// <exception cref="ArticleIndexException">It cannot be read, is another product's, or of a later format.</exception>
    public static HomeDescription Parse(ReadOnlySpan<byte> utf8, string path)
    {
        string? product;
        int format;
        JsonObject? settings;
        try
        {
            JsonNode? json = AtomicFile.ParseJson(utf8);
            product = (string?)json?["product"];
            format = (int?)json?["format"] ?? 0;
            settings = json?["settings"] as JsonObject;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new ArticleIndexException(ArticleIndexError.Damaged, $"'{path}' cannot be read as JSON. Restore it from a copy of the index.", exception);
        }

        if (product != Product)
        {
            throw new ArticleIndexException(ArticleIndexError.Foreign, $"'{path}' was not written by {Product}. Choose an empty folder, or one that holds an index of it.");
        }

        // Before the settings, whose form may be another one by then.
        if (format > IndexHome.CurrentFormat)
        {
            throw new ArticleIndexException(
                ArticleIndexError.FutureFormat,
                $"'{path}' says format {format}; this version of {Product} reads up to {IndexHome.CurrentFormat}. Update the library, or build the index anew with this version in another folder.");
        }

        if (format < 1 || settings is null)
        {
            throw new ArticleIndexException(ArticleIndexError.Damaged, $"'{path}' has no valid \"format\" or \"settings\". Restore it from a copy of the index.");
        }

        return new HomeDescription(format, settings);
    }
}
