using System.Buffers;

namespace Search.Core.Analysis;

/// <summary>Tells which parts of a typed word stay one: <c>war-torn</c> is a phrase of two, <c>and/or</c> is two words.</summary>
internal static class JoinedWords
{
    /// <summary>What joins two parts when it stands alone between them.</summary>
    private static readonly SearchValues<char> s_joiners = SearchValues.Create("-‐‑‒–'’‘ʼ＇`´.·_&@:+#");

    /// <summary>Whether the token that starts at one place is joined to the one that ended at another: by one such character or by nothing.</summary>
    public static bool Join(string text, int end, int start) =>
        text.AsSpan(end, start - end) is { Length: <= 1 } gap && !gap.ContainsAnyExcept(s_joiners);
}
