using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Endpoints;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>.</summary>
internal static class OpenApiDocument
{
    private const string KeyScheme = "key";

    public static void AddOpenApiDocument(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Search",
                Version = "v1",
                Description = "Full-text search for archives of articles. Errors are application/problem+json (RFC 9457).",
            };
            // The address depends on how the host is reached.
            document.Servers = [];
            (document.Components ??= new()).SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [KeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Needed where keys are configured." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeCommonAsync);
        options.AddSchemaTransformer(DescribeSchemaAsync);
    });

    public static void MapOpenApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi();

    private static Task DescribeCommonAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.RelativePath!.Contains("{id}", StringComparison.Ordinal))
        {
            operation.Parameters = [.. (operation.Parameters ?? []).Where(parameter => parameter.Name != "id")];
            operation.Parameters.Insert(0, new OpenApiParameter
            {
                Name = "id",
                In = ParameterLocation.Path,
                Required = true,
                Description = "The article's id, percent-encoded ('/' as %2F). At most 512 bytes of UTF-8.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
        if (operation.Parameters?.OfType<OpenApiParameter>().FirstOrDefault(parameter => parameter is { Name: "name", In: ParameterLocation.Path }) is { } name)
            name.Description = "The name: 1 to 64 letters, digits, '-', '_' or '.'.";
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiredScope>().FirstOrDefault() is { } required)
        {
            operation.Description += $" Scope: {required.Scope.ToString().ToLowerInvariant()}.";
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [] }, []];
            AddProblem(operation, StatusCodes.Status401Unauthorized, "Keys are configured, and no known one was sent.");
            if (required.Scope != Hosting.Scope.Read)
                AddProblem(operation, StatusCodes.Status403Forbidden, "The key's scope is too small; without keys, the caller is not on this machine; or the index is only read here.");
        }
        return Task.CompletedTask;
    }

    // Of the form of the other problems.
    private static void AddProblem(OpenApiOperation operation, int status, string description)
    {
        if (operation.Responses is { } responses && responses.TryGetValue("400", out var mistake))
            responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse { Description = description, Content = mistake.Content });
    }

    // Types with a converter of their own tell the schema exporter nothing.
    private static Task DescribeSchemaAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(string))
        {
            schema.Type = JsonSchemaType.String | (context.JsonPropertyInfo is { IsGetNullable: true } ? JsonSchemaType.Null : 0);
        }
        else if (type == typeof(IReadOnlyList<string>))
        {
            schema.Type = JsonSchemaType.Array;
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        }
        else if (type == typeof(IReadOnlyDictionary<string, FieldValue>))
        {
            schema.AdditionalPropertiesAllowed = true;
        }
        var allowed = context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: false);
        if (allowed is [AllowedValuesAttribute values])
            schema.Enum = [.. values.Values.Select(value => (JsonNode)JsonValue.Create((string)value!))];
        return Task.CompletedTask;
    }
}
