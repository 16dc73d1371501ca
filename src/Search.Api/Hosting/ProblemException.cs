namespace Search.Api.Hosting;

/// <summary>Ends a request with a problem (RFC 9457). Title and detail say what to change.</summary>
internal sealed class ProblemException(int status, string title, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string Title { get; } = title;

    public static ProblemException BadRequest(string title, string detail) => new(StatusCodes.Status400BadRequest, title, detail);

    public static ProblemException NoArticle(string id) => new(
        StatusCodes.Status404NotFound, "No such article", $"There is no article with the id '{id}'.");

    public static ProblemException NotFound(string title, string detail) => new(StatusCodes.Status404NotFound, title, detail);

    public static ProblemException NotYet(string detail) => new(StatusCodes.Status501NotImplemented, "Not built yet", detail);
}
