namespace Search.Core.Indexing.Bulk;

/// <summary>A field that has the stems of two others, without positions: their frequencies added up.</summary>
/// <param name="Field">The Lucene field.</param>
/// <param name="First">The field whose occurrences count several times.</param>
/// <param name="Occurrences">How often.</param>
/// <param name="Second">The other one.</param>
/// <param name="LeadTokens">So many tokens at the beginning of the second count twice where a document has none in the first.</param>
internal sealed record CombinedColumn(string Field, InvertedColumn First, int Occurrences, InvertedColumn Second, int LeadTokens);
