namespace Search.Core;

/// <summary>A record of a corpus: an article or the reason why there is none.</summary>
internal readonly record struct CorpusRecord(Article? Article, RecordFailure? Failure, string? File, long Line);
