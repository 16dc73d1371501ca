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

    /// <summary>The acronyms by their sense.</summary>
    public static List<string> Acronyms(string text)
    {
        var acronyms = new List<string>();
        using var cursor = s_chain.Open(text);
        while (cursor.Next())
        {
            if (cursor.TryAcronym(out var acronym))
                acronyms.Add(acronym.ToString());
        }

        return acronyms;
    }

    /// <summary>The stems of what is parted and as often written as one, and of other writings.</summary>
    public static List<string> Joined(string text)
    {
        var words = new List<string>();
        using var cursor = s_chain.Open(text);
        while (cursor.Next())
        {
            if (cursor.TryJoined(out var joined, out int end))
            {
                Assert.True(end >= cursor.End && end <= text.Length);
                words.Add(joined.ToString());
            }
        }

        return words;
    }

    /// <summary>For each token the stem of another writing of it alone; null where there is none.</summary>
    public static List<string?> Others(string text, AnalysisChain chain)
    {
        var others = new List<string?>();
        using var cursor = chain.Open(text);
        while (cursor.Next())
            others.Add(cursor.TryJoined(out var stem, out int end) && end == cursor.End ? stem.ToString() : null);
        return others;
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
