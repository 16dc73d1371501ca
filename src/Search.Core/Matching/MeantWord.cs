namespace Search.Core.Matching;

/// <summary>A word of the archive that a misspelt one may have been meant to be.</summary>
/// <param name="Exact">Its exact form.</param>
/// <param name="Cost">How improbable the error is, in edits; sounding alike takes something off, so that it may be less than 0.</param>
internal readonly record struct MeantWord(string Exact, double Cost);
