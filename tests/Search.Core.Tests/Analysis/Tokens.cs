using Search.Core.Analysis;

namespace Search.Core.Tests.Analysis;

internal static class Tokens
{
    private static readonly AnalysisChain s_chain = new(new AnalysisOptions());

    public static string Forms(string text) => string.Join('|', Spans(text).Select(t => t.Exact));

    public static string Stems(string text)
    {
        var stems = new List<string>();
        using var cursor = s_chain.Open(text);
        while (cursor.Next())
            stems.Add(cursor.Stem.ToString());
        return string.Join('|', stems);
    }

    public static List<(string Exact, int Start, int End)> Spans(string text)
    {
        var tokens = new List<(string, int, int)>();
        using var cursor = s_chain.Open(text);
        while (cursor.Next())
        {
            Assert.Equal(tokens.Count, cursor.Position);
            tokens.Add((cursor.Exact.ToString(), cursor.Start, cursor.End));
        }

        return tokens;
    }
}
