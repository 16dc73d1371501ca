using System.Collections.Frozen;

namespace Search.Core.Analysis;

/// <summary>
/// First parts of compounds that are written as one word, with a hyphen or as two words: <c>postwar, post-war, post war</c>. Says where a word
/// that is written as one may be parted; which parts make sense the index decides.
/// </summary>
internal static class CompoundParts
{
    private const int ShortestRest = 3;

    private const int LongestType = 2;

    private static readonly FrozenSet<string> s_prefixes = """
        al anti bi co counter cross cyber de e eco euro ex extra hyper infra inter intra macro mega micro mid mini mis multi nano neo non
        over post pre pro proto pseudo quasi re self semi sub super trans tri ultra un under vice
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> s_firstParts = """
        after air anti arms back battle birth black blood brain bread by cease child class cross cyber data day dead down drug earth east eco every
        eye fire flood foot fund gas grass green ground gun hand hard hate head health heart home hong hostage house inter land land law life line mid
        mini money multi news night non north nuclear off oil on out over pay peace per phone play post power pre quarter rain re rice river road sand school
        sea semi ship side sky snow south space spider stake stock store sub sun super tax tea text time town trade ultra under viet war waste water web week well west wheel
        wild wind wood work world year
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_prefixLookup = s_prefixes.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_firstLookup = s_firstParts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a word, in any case, is mostly the beginning of another one.</summary>
    public static bool IsPrefix(ReadOnlySpan<char> word) => s_prefixLookup.Contains(word);

    /// <summary>Whether two words may be one: the first begins compounds, both are long enough to be more than filling, or both are initials.</summary>
    public static bool MayJoin(ReadOnlySpan<char> first, ReadOnlySpan<char> second) =>
        s_firstLookup.Contains(first) || IsPrefix(first) || (first.Length > 3 && second.Length > 3)
        || (first.Length == 1 && second.Length == 1 && char.IsAsciiLetter(first[0]) && char.IsAsciiLetter(second[0]))
        || IsDesignation(first, second);

    /// <summary>Where a word may be parted after a first part that is known, the longest first; nothing for other words.</summary>
    public static int Split(ReadOnlySpan<char> word)
    {
        for (int length = 1; length <= LongestType && length < word.Length; length++)
        {
            if (IsDesignation(word[..length], word[length..]))
                return length;
        }

        for (int length = Math.Min(8, word.Length - ShortestRest); length >= 3; length--)
        {
            if (s_firstLookup.Contains(word[..length]) || IsPrefix(word[..length]))
                return length;
        }

        return 0;
    }

    /// <summary>Whether two words name an aircraft, a flight or a road: one or two letters and two or three digits (<c>F 16, MH 17</c>).</summary>
    private static bool IsDesignation(ReadOnlySpan<char> letters, ReadOnlySpan<char> digits) =>
        letters.Length is > 0 and <= LongestType && digits.Length is (2 or 3) && !letters.ContainsAnyExceptInRange('a', 'z') && !digits.ContainsAnyExceptInRange('0', '9');
}
