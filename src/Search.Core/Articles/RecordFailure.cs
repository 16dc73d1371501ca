namespace Search.Core;

/// <summary>A record that could not be read or indexed; the others are not affected.</summary>
/// <param name="File">The file it is from, as it was named; null for a stream or a sequence of articles.</param>
/// <param name="Line">
/// The line (1-based) of a line-based format, the number of the record (1-based) of the others; 0 when the file as a whole cannot be read.
/// </param>
/// <param name="Id">Its id, when that could be read.</param>
/// <param name="Error">What is wrong and what to change.</param>
public sealed record RecordFailure(string? File, long Line, string? Id, string Error);
