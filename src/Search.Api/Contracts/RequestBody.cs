using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Search.Api.Hosting;

namespace Search.Api.Contracts;

/// <summary>Reads bodies of requests; a mistake in the JSON is a 400 that says where.</summary>
internal static class RequestBody
{
    private static ReadOnlySpan<byte> Utf8Bom => [0xEF, 0xBB, 0xBF];

    /// <summary>The whole body, at most as large as the server allows.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        using var buffer = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, 1 << 20));
        await context.Request.Body.CopyToAsync(buffer, cancellationToken);
        ReadOnlyMemory<byte> bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        if (bytes.Span.StartsWith(Utf8Bom))
            bytes = bytes[Utf8Bom.Length..];
        return bytes.Length > 0 ? bytes : throw Wrong("The body is empty; send a JSON object.");
    }

    /// <summary>The body as a parameter object.</summary>
    public static async Task<T> ReadJsonAsync<T>(HttpContext context)
        where T : class
    {
        var bytes = await ReadAsync(context);
        var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var type = (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T));
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, type) ?? throw Wrong("The body is null; send a JSON object.");
        }
        catch (JsonException mistake)
        {
            throw Wrong(JsonMistake.Describe(mistake, bytes.Span, type));
        }
    }

    /// <summary>Checks that a body is one well-formed JSON object, so that what reads it need not.</summary>
    /// <returns>The member <c>id</c> as it would be written in a path; null when there is none.</returns>
    public static string? CheckObject(ReadOnlySpan<byte> utf8)
    {
        string? id = null;
        try
        {
            var reader = new Utf8JsonReader(utf8);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw Wrong("The body must be a JSON object.");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                bool isId = reader.ValueTextEquals("id"u8);
                reader.Read();
                if (isId && reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
                    id = reader.TokenType == JsonTokenType.String ? LenientString.Read(ref reader) : Encoding.UTF8.GetString(reader.ValueSpan);
                else
                    reader.Skip();
            }
            while (reader.Read())
            {
            }
            return id;
        }
        catch (JsonException mistake)
        {
            throw Wrong(JsonMistake.Describe(mistake));
        }
        catch (InvalidOperationException)
        {
            // What the reader says of text that it has found well-formed but cannot decode.
            throw Wrong("The id or the name of a member is no Unicode text: it has bytes that are not UTF-8, or half of a surrogate pair.");
        }
    }

    public static ProblemException Wrong(string detail) => ProblemException.BadRequest("The body is not as expected", detail);
}
