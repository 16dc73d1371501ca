using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace Search.Api.Endpoints;

/// <summary>What the OpenAPI document says about a call that its handler's signature does not.</summary>
internal static class EndpointDescription
{
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string tag, string summary, string description) => endpoint
        .WithTags(tag).WithSummary(summary).WithDescription(description)
        .ProducesProblem(StatusCodes.Status400BadRequest);

    public static RouteHandlerBuilder LimitBody(this RouteHandlerBuilder endpoint, int bytes) =>
        endpoint.WithMetadata(new RequestSizeLimitAttribute(bytes));

    /// <summary>Each member of <typeparamref name="T"/> is a parameter of the query string, but the ones left out.</summary>
    public static RouteHandlerBuilder TakesQuery<T>(this RouteHandlerBuilder endpoint, params string[] leftOut) =>
        endpoint.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
        {
            var schema = await context.GetOrCreateSchemaAsync(typeof(T), null, cancellationToken);
            foreach (var (name, member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                if (leftOut.Contains(name))
                    continue;
                string? description = member.Description;
                if (member is OpenApiSchema inner)
                {
                    // A query string has no null, and the words stand beside the parameter already.
                    inner.Type &= ~JsonSchemaType.Null;
                    inner.Description = null;
                }
                (operation.Parameters ??= []).Add(new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Query,
                    Description = description,
                    Schema = member,
                });
            }
        });

    public static RouteHandlerBuilder TakesFlag(this RouteHandlerBuilder endpoint, string name, string description) =>
        endpoint.Takes(name, JsonSchemaType.Boolean, description);

    public static RouteHandlerBuilder TakesNumber(this RouteHandlerBuilder endpoint, string name, string description) =>
        endpoint.Takes(name, JsonSchemaType.Integer, description);

    public static RouteHandlerBuilder TakesText(this RouteHandlerBuilder endpoint, string name, string description) =>
        endpoint.Takes(name, JsonSchemaType.String, description);

    private static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, string name, JsonSchemaType type, string description) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Description = description,
                Schema = new OpenApiSchema { Type = type },
            });
            return Task.CompletedTask;
        });

    /// <summary>The body is <typeparamref name="T"/> as JSON, or as one of the further types.</summary>
    /// <remarks>Not <c>Accepts</c>: that would have routing refuse a content type before the access rules are asked.</remarks>
    public static RouteHandlerBuilder TakesBody<T>(this RouteHandlerBuilder endpoint, params string[] furtherTypes) => endpoint
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
        {
            var schema = await context.GetOrCreateSchemaAsync(typeof(T), null, cancellationToken);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = furtherTypes.Prepend(MediaTypeNames.Application.Json)
                    .ToDictionary(type => type, _ => new OpenApiMediaType { Schema = schema }),
            };
        });
}
