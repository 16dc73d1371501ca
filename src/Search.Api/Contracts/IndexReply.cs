using System.Text.Json.Serialization;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>The state of the index.</summary>
internal sealed record IndexReply
{
    /// <summary>Articles that a search can find.</summary>
    public required long Articles { get; init; }

    /// <summary>Segments that a search visits.</summary>
    public required int Segments { get; init; }

    /// <summary>Bytes of the index's files.</summary>
    public required long Bytes { get; init; }

    /// <summary>When the last commit was made, in UTC; null before the first.</summary>
    public required DateTimeOffset? LastCommit { get; init; }

    /// <summary>The number of the generation in use; grows when a rebuilt index is switched in.</summary>
    public required long Generation { get; init; }

    /// <summary>The import of the corpus that an empty index is filled from at the start.</summary>
    public required ImportReply Import { get; init; }

    public static IndexReply From(IndexStatistics statistics, ImportProgress import) => new()
    {
        Articles = statistics.Articles,
        Segments = statistics.Segments,
        Bytes = statistics.Bytes,
        LastCommit = statistics.LastCommit,
        Generation = statistics.Generation,
        Import = new(import.State.ToString().ToLowerInvariant(), import.Indexed, import.Failed, import.Error),
    };
}

/// <summary>The import at the start.</summary>
/// <param name="State"><c>none</c>, <c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Indexed">Articles indexed so far.</param>
/// <param name="Failed">Records skipped so far.</param>
/// <param name="Error">Why it failed; absent unless it did.</param>
internal sealed record ImportReply(
    string State,
    long Indexed,
    long Failed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error);

/// <summary>Whether the host is well.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
internal sealed record HealthReply(string Status);
