using System.Collections.Frozen;

namespace Search.Core.Likeness;

/// <summary>English words of four letters or more that say nothing of what a text is about. The bytes of signatures depend on them: they never change.</summary>
internal static class SilentWords
{
    private static readonly FrozenSet<ulong> s_beginnings = """
        about above after again against also been before being below between both could does doing down during each from further have having here hers herself
        himself into itself just might more most must myself once only other ours ourselves over same shall should some such than that their theirs them
        themselves then there these they this those through under until upon very were what when where which while whom whose will with would your yours
        yourself yourselves
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(word => WordHash.Of(word.AsSpan(0, Math.Min(word.Length, SignatureBuilder.BeginningLength)))).ToFrozenSet();

    /// <summary>Whether a word is one of them, by the hash of its beginning.</summary>
    public static bool Contains(ulong beginning) => s_beginnings.Contains(beginning);
}
