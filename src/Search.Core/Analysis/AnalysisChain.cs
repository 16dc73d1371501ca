namespace Search.Core.Analysis;

/// <summary>The one chain from text to terms, for index and query alike. Immutable and thread-safe.</summary>
internal sealed class AnalysisChain
{
    [ThreadStatic]
    private static TokenCursor? t_spare;

    public AnalysisChain(AnalysisOptions options) => Options = options;

    public AnalysisOptions Options { get; }

    /// <summary>Starts reading the tokens of a text; cursors are pooled, so dispose them.</summary>
    public TokenCursor Open(string text)
    {
        var cursor = t_spare ?? new TokenCursor();
        t_spare = null;
        cursor.Open(text, Options.Stemming != Stemming.None);
        return cursor;
    }

    /// <summary>Takes a closed cursor back for the next text that this thread opens.</summary>
    internal static void Return(TokenCursor cursor) => t_spare = cursor;
}
