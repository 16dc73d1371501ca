using Microsoft.AspNetCore.Http.HttpResults;
using Search.Api.Contracts;
using Search.Api.Exports;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Endpoints;

/// <summary>Saved searches, and what they find as articles come.</summary>
internal static class AlertEndpoints
{
    private const string One = "/v1/alerts/{name}";
    private const int MaxBodyBytes = 1 << 20;
    private const int MaxSize = 1_000;
    private const int FeedSize = 50;

    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/alerts", List).Needs(Scope.Read)
            .Describe("alerts", "All saved searches.", "By name.");
        routes.MapGet(One, Get).Needs(Scope.Read)
            .Describe("alerts", "A saved search.", "404 when there is none of the name.").ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPut(One, PutAsync).Needs(Scope.Write).LimitBody(MaxBodyBytes)
            .Describe("alerts", "Saves a search.", "201 when it is new, 200 when it took the place of one, whose matches stay. It finds the articles that are written from now on, each time that one is written.")
            .TakesBody<AlertParameters>();
        routes.MapDelete(One, Delete).Needs(Scope.Write)
            .Describe("alerts", "Removes a saved search with its matches.", "204 when it is gone, 404 when there was none.").ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet(One + "/matches", Matches).Needs(Scope.Read)
            .Describe("alerts", "What a saved search found, the oldest first.", "Ask again with the reply's 'next' as 'after'. The newest 1,000 matches of a search are kept; 'missed' counts those that are not.")
            .TakesNumber("after", "Only matches with a larger number. Without it: all that are kept.")
            .TakesNumber("size", "At most so many. 1 to 1,000, 100 without it.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet(One + "/events", Events).Needs(Scope.Read)
            .Describe("alerts", "What a saved search finds, as it comes.", "Server-sent events: one named 'match' for each match, its number as id and its data as in /matches; 'missed' with a count when some are no longer kept; 'gone' when the search is removed. A comment each 15 seconds keeps the line open. Last-Event-ID or 'after' says where to go on; without them only new matches come. 429 when 100 are open.")
            .TakesNumber("after", "Only matches with a larger number.")
            .Produces(StatusCodes.Status200OK, contentType: EventStream.ContentType)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        routes.MapGet(One + "/feed", Feed).Needs(Scope.Read)
            .Describe("alerts", "The newest articles that a saved search finds, as a feed.", "Atom, or RSS with format=rss: the 50 newest by their date, whenever they were written.")
            .TakesText("format", "atom or rss.")
            .Produces(StatusCodes.Status200OK, contentType: "application/atom+xml", additionalContentTypes: ["application/rss+xml"])
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static AlertListReply List(HttpContext context, ArticleIndex index)
    {
        new QueryReader(context).End();
        return new AlertListReply([.. index.SavedSearches.Select(AlertReply.From)]);
    }

    private static AlertReply Get(HttpContext context, ArticleIndex index, string name)
    {
        new QueryReader(context).End();
        return AlertReply.From(Find(index, name));
    }

    private static async Task<Results<Created<AlertReply>, Ok<AlertReply>>> PutAsync(HttpContext context, ArticleIndex index, string name)
    {
        new QueryReader(context).End();
        bool isNew = index.SaveSearch((await RequestBody.ReadJsonAsync<AlertParameters>(context)).ToSearch(name));
        var reply = AlertReply.From(Find(index, name));
        return isNew ? TypedResults.Created($"/v1/alerts/{name}", reply) : TypedResults.Ok(reply);
    }

    private static NoContent Delete(HttpContext context, ArticleIndex index, string name)
    {
        new QueryReader(context).End();
        return index.RemoveSavedSearch(name) ? TypedResults.NoContent() : throw Missing(name);
    }

    private static AlertMatchesReply Matches(HttpContext context, ArticleIndex index, string name)
    {
        var query = new QueryReader(context);
        long after = query.LongNumber("after") ?? 0;
        int size = Parameter.InRange("size", query.WholeNumber("size") ?? 100, 1, MaxSize);
        query.End();
        var page = index.ReadMatches(name, after, size) ?? throw Missing(name);
        return new AlertMatchesReply([.. page.Matches.Select(match => AlertMatchReply.From(match, index.Get(match.ArticleId)))], page.Missed, page.Next);
    }

    private static EventStream Events(HttpContext context, ArticleIndex index, EventStreams streams, string name)
    {
        var query = new QueryReader(context);
        long? after = query.LongNumber("after");
        query.End();
        Find(index, name);
        return streams.Open(index, name, after ?? EventStream.LastEventId(context));
    }

    private static FeedResult Feed(HttpContext context, ArticleIndex index, string name)
    {
        var query = new QueryReader(context);
        var format = Parameter.Choice("format", query.Text("format") ?? "atom", ("atom", ReplyFormat.Atom), ("rss", ReplyFormat.Rss));
        query.End();
        return new FeedResult(format, index, Find(index, name).Request with { Size = FeedSize, Sort = SortOrder.Newest });
    }

    private static SavedSearch Find(ArticleIndex index, string name) =>
        index.FindSavedSearch(name) ?? throw Missing(name);

    private static ProblemException Missing(string name) =>
        ProblemException.NotFound("There is no saved search with that name", $"There is no saved search named '{Parameter.Shorten(name)}': put one first, or look at the list.");
}
