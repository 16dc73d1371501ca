using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Search.Api.Contracts;

/// <summary>The JSON of the HTTP interface.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SearchParameters))]
[JsonSerializable(typeof(SearchReply))]
[JsonSerializable(typeof(SearchesParameters))]
[JsonSerializable(typeof(SearchesReply))]
[JsonSerializable(typeof(SuggestParameters))]
[JsonSerializable(typeof(SuggestReply))]
[JsonSerializable(typeof(HighlightParameters))]
[JsonSerializable(typeof(HighlightReply))]
[JsonSerializable(typeof(RelatedParameters))]
[JsonSerializable(typeof(RelatedReply))]
[JsonSerializable(typeof(EvaluationParameters))]
[JsonSerializable(typeof(EvaluationReply))]
[JsonSerializable(typeof(SynonymParameters))]
[JsonSerializable(typeof(SynonymReply))]
[JsonSerializable(typeof(SynonymListReply))]
[JsonSerializable(typeof(StopWordParameters))]
[JsonSerializable(typeof(StopWordReply))]
[JsonSerializable(typeof(StopWordListReply))]
[JsonSerializable(typeof(AlertParameters))]
[JsonSerializable(typeof(AlertReply))]
[JsonSerializable(typeof(AlertListReply))]
[JsonSerializable(typeof(AlertMatchesReply))]
[JsonSerializable(typeof(AlertMatchReply))]
[JsonSerializable(typeof(SearchLogReply))]
[JsonSerializable(typeof(ArticleDocument))]
[JsonSerializable(typeof(PutReply))]
[JsonSerializable(typeof(BulkReply))]
[JsonSerializable(typeof(DeleteParameters))]
[JsonSerializable(typeof(DeleteReply))]
[JsonSerializable(typeof(IndexReply))]
[JsonSerializable(typeof(HealthReply))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Replies are served as JSON that no browser sniffs for HTML, so only what JSON itself needs is escaped.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static void Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        options.Converters.Add(new LenientString());
        options.Converters.Add(new FieldValueConverter());
        options.Encoder = Encoder;
        // A mistake is reported, not guessed around.
        options.NumberHandling = JsonNumberHandling.Strict;
        options.PropertyNameCaseInsensitive = false;
        options.AllowDuplicateProperties = false;
    }
}

internal static class ApiJsonHosting
{
    /// <summary>Makes <see cref="ApiJson"/> the JSON of every request and reply.</summary>
    public static void AddJson(this WebApplicationBuilder builder) =>
        builder.Services.ConfigureHttpJsonOptions(http => ApiJson.Configure(http.SerializerOptions));
}
