using Microsoft.AspNetCore.Http.Headers;
using Search.Api.Contracts;
using Search.Core;

namespace Search.Api.Exports;

/// <summary>The forms that the reply to a search can have.</summary>
internal enum ReplyFormat
{
    Json,
    Csv,
    JsonLines,
    Rss,
    Atom,
}

/// <summary>Chooses the form of a reply and makes it.</summary>
internal static class ReplyFormats
{
    private const int DefaultFeedSize = 20;

    /// <summary>The form that a parameter names, or else the first that the header <c>Accept</c> prefers and that there is.</summary>
    public static ReplyFormat Of(HttpContext context, string? format)
    {
        if (format is not null)
        {
            return Parameter.Choice("format", format, ("json", ReplyFormat.Json), ("csv", ReplyFormat.Csv), ("ndjson", ReplyFormat.JsonLines),
                ("rss", ReplyFormat.Rss), ("atom", ReplyFormat.Atom));
        }
        foreach (var accepted in new RequestHeaders(context.Request.Headers).Accept.OrderByDescending(type => type.Quality ?? 1))
        {
            switch (accepted.MediaType.Value?.ToLowerInvariant())
            {
                case "application/json" or "*/*" or "application/*":
                    return ReplyFormat.Json;
                case "text/csv":
                    return ReplyFormat.Csv;
                case "application/x-ndjson" or "application/jsonl":
                    return ReplyFormat.JsonLines;
                case "application/rss+xml":
                    return ReplyFormat.Rss;
                case "application/atom+xml":
                    return ReplyFormat.Atom;
            }
        }
        return ReplyFormat.Json;
    }

    /// <summary>The reply in a form other than JSON.</summary>
    public static IResult Result(ReplyFormat format, ArticleIndex index, SearchParameters parameters)
    {
        Refuse("cursor", parameters.Cursor is not null);
        Refuse("keepAlive", parameters.KeepAlive is not null);
        Refuse("facet", parameters.Facet is not null);
        Refuse("histogram", parameters.Histogram is not null);
        Refuse("explain", parameters.Explain is true);
        if (format is ReplyFormat.Csv or ReplyFormat.JsonLines)
        {
            if (parameters.Size is not null)
                throw Parameter.Wrong("size", "is of a page; 'limit' says how many articles this format has at most.");
            Refuse("from", parameters.From is > 0);
            int limit = Parameter.InRange("limit", parameters.Limit ?? int.MaxValue, 1, int.MaxValue);
            return new ExportResult(format, index, parameters.ToRequest() with { Highlight = false }, limit);
        }
        if (parameters.Limit is not null)
            throw Parameter.Wrong("limit", "is for format=csv and format=ndjson; 'size' says how many entries a feed has.");
        var request = (parameters with { Size = parameters.Size ?? DefaultFeedSize, Sort = parameters.Sort ?? SortOrder.Newest.Name }).ToRequest();
        return new FeedResult(format, index, request);
    }

    private static void Refuse(string name, bool given)
    {
        if (given)
            throw Parameter.Wrong(name, "is for replies as JSON; leave it out.");
    }
}
