using System.Text.Json.Serialization;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>An article. Unknown top-level members become fields.</summary>
/// <remarks>Describes the document; the library itself reads and writes it.</remarks>
internal sealed record ArticleDocument
{
    /// <summary>The key; at most 512 bytes of UTF-8. In the body of a <c>PUT</c> it may be left out, or equals the path's.</summary>
    public string? Id { get; init; }

    /// <summary>The headline.</summary>
    public string? Title { get; init; }

    /// <summary>True when the title was taken from the body because the source had none. Set by the engine.</summary>
    public bool? TitleDerived { get; init; }

    /// <summary>The searched and displayed text.</summary>
    public string? Body { get; init; }

    /// <summary>A year, a month, a day or a timestamp: <c>2022</c>, <c>2022-05</c>, <c>2022-05-17</c>, <c>2022-05-17T09:30:00Z</c>.</summary>
    public string? Date { get; init; }

    /// <summary>The outlet.</summary>
    public string? Source { get; init; }

    /// <summary>Where the article was found.</summary>
    public string? Url { get; init; }

    /// <summary>The authors; one string is accepted as one author.</summary>
    [JsonConverter(typeof(OneOrMany))]
    public IReadOnlyList<string>? Authors { get; init; }

    /// <summary>The language as a BCP 47 tag.</summary>
    public string? Language { get; init; }

    /// <summary>The caller's own fields: strings, numbers, truth values, dates.</summary>
    public IReadOnlyDictionary<string, FieldValue>? Fields { get; init; }
}

/// <summary>What a <c>PUT</c> did.</summary>
/// <param name="Id">The article's id.</param>
/// <param name="Result"><c>created</c> or <c>replaced</c>.</param>
internal sealed record PutReply(string Id, string Result);

/// <summary>What a bulk request did.</summary>
/// <param name="Indexed">Articles that are new.</param>
/// <param name="Replaced">Articles that took the place of one with the same id.</param>
/// <param name="FailedCount">Records that were skipped.</param>
/// <param name="Failed">The first 1,000 of them, with the reason.</param>
internal sealed record BulkReply(long Indexed, long Replaced, long FailedCount, IReadOnlyList<FailureReply> Failed)
{
    public static BulkReply From(AddResult result) => new(
        result.Indexed, result.Replaced, result.FailedCount,
        [.. result.Failed.Select(failure => new FailureReply(failure.Line, failure.Id, failure.Error))]);
}

/// <summary>A record that was skipped.</summary>
/// <param name="Line">Its line (NDJSON) or its number (JSON array), from 1.</param>
/// <param name="Id">Its id, when that could be read.</param>
/// <param name="Error">What is wrong and what to change.</param>
internal sealed record FailureReply(long Line, string? Id, string Error);
