using Microsoft.AspNetCore.Http.Features;
using Search.Core;

namespace Search.Api.Hosting;

/// <summary>Makes every failure an <c>application/problem+json</c>, and never shows a stack.</summary>
internal sealed partial class ProblemsMiddleware(RequestDelegate next, ILogger<ProblemsMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to be told; the status is for the log.
            if (!context.Response.HasStarted)
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            var problem = Describe(error);
            if (problem.Status >= StatusCodes.Status500InternalServerError && error is not ProblemException)
                LogFailure(error, context.Request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
            await Problems.WriteAsync(context, problem.Status, problem.Title, problem.Message);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            await Problems.WriteAsync(context, context.Response.StatusCode);
    }

    private static ProblemException Describe(Exception error) => error switch
    {
        ProblemException problem => problem,
        InvalidRequestException mistake => ProblemException.BadRequest("The request cannot be served as it is", mistake.Message),
        BadHttpRequestException mistake => Problems.Describe(mistake.StatusCode),
        ArticleIndexException { Error: ArticleIndexError.ReadOnly } readOnly =>
            new(StatusCodes.Status403Forbidden, "The index is only read here", readOnly.Message),
        _ when error.InnerException is BadHttpRequestException mistake => Problems.Describe(mistake.StatusCode),
        ArticleIndexException or IOException or ObjectDisposedException =>
            new(StatusCodes.Status503ServiceUnavailable, "The index cannot be used now", "The host's log says why. Try again later."),
        _ => new(StatusCodes.Status500InternalServerError, "The host has failed", "This is a mistake of the host, not of the request; its log says more."),
    };

    [LoggerMessage(LogLevel.Error, "{Method} {Target} failed.")]
    private partial void LogFailure(Exception error, string method, string target);
}

/// <summary>Problems in words.</summary>
internal static class Problems
{
    public static void UseProblems(this IApplicationBuilder app) => app.UseMiddleware<ProblemsMiddleware>();

    public static Task WriteAsync(HttpContext context, int status, string? title = null, string? detail = null)
    {
        // What routing has found out about the resource stays true; a body that was begun does not.
        string? allow = context.Response.Headers.Allow;
        string? challenge = context.Response.Headers.WWWAuthenticate;
        if (title is null || detail is null)
        {
            var problem = Describe(status, allow);
            (title, detail) = (problem.Title, problem.Message);
        }
        context.Response.Clear();
        SecurityHeaders.Apply(context);
        if (allow is not null)
            context.Response.Headers.Allow = allow;
        if (challenge is not null)
            context.Response.Headers.WWWAuthenticate = challenge;
        return TypedResults.Problem(detail, statusCode: status, title: title).ExecuteAsync(context);
    }

    public static ProblemException Describe(int status, string? allow = null)
    {
        var (title, detail) = status switch
        {
            400 => ("The request is malformed", "The body or the head of the request breaks HTTP's rules, or ended too early. Send it again, whole."),
            404 => ("No such call", "There is no such path. /openapi/v1.json lists all calls; a '/' in an article's id is written %2F."),
            405 => ("The method is not allowed here", $"Use {allow ?? "another method"}; /openapi/v1.json lists all calls."),
            408 => ("The request came too slowly", "Send the body faster."),
            413 => ("The body is too large", "Send a smaller body. POST /v1/articles streams any number of articles; Search:MaxArticleMegabytes bounds a single one."),
            415 => ("The content type is not supported", "Send JSON as 'Content-Type: application/json'; POST /v1/articles takes 'application/x-ndjson' too."),
            _ => ("The request failed", "/openapi/v1.json lists all calls."),
        };
        return new(status, title, detail);
    }
}
