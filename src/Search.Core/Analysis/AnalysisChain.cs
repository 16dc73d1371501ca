namespace Search.Core.Analysis;

/// <summary>The one chain from text to terms, for index and query alike. Immutable and thread-safe.</summary>
internal sealed class AnalysisChain
{
    [ThreadStatic]
    private static TokenCursor? t_spare;

    public AnalysisChain(AnalysisOptions options)
    {
        Options = options;
        Rules = options.Rules;
        Stemmer = options.Stemming == Stemming.None ? null : EnglishStemmer.For(options.Rules);
    }

    public AnalysisOptions Options { get; }

    public NewsRules Rules { get; }

    /// <summary>Null when words match as they are written.</summary>
    public EnglishStemmer? Stemmer { get; }

    /// <summary>Starts reading the tokens of a text; cursors are pooled, so dispose them.</summary>
    public TokenCursor Open(string text) => Open(text, text.Length);

    /// <summary>Starts reading the first <paramref name="length"/> code units of a text, as if it ended there.</summary>
    public TokenCursor Open(string text, int length)
    {
        var cursor = t_spare ?? new TokenCursor();
        t_spare = null;
        cursor.Open(text, length, this);
        return cursor;
    }

    /// <summary>Takes a closed cursor back for the next text that this thread opens.</summary>
    internal static void Return(TokenCursor cursor) => t_spare = cursor;
}
