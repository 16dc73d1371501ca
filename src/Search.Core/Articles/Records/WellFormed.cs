namespace Search.Core.Articles;

/// <summary>Text whose surrogates all stand in pairs, which is what UTF-8 can hold.</summary>
internal static class WellFormed
{
    /// <summary>The first surrogate that has no partner; -1 when there is none.</summary>
    public static int IndexOfUnpaired(ReadOnlySpan<char> text)
    {
        int offset = 0;
        while (true)
        {
            int next = text[offset..].IndexOfAnyInRange('\uD800', '\uDFFF');
            if (next < 0)
                return -1;
            offset += next;
            if (!char.IsHighSurrogate(text[offset]) || offset + 1 == text.Length || !char.IsLowSurrogate(text[offset + 1]))
                return offset;
            offset += 2;
        }
    }

    /// <summary>The text with U+FFFD for each surrogate without a partner: offsets into it stay what they are.</summary>
    public static string Repair(string text)
    {
        int first = IndexOfUnpaired(text);
        return first < 0 ? text : string.Create(text.Length, (text, first), static (target, state) =>
        {
            state.text.CopyTo(target);
            int offset = state.first;
            while (offset >= 0)
            {
                target[offset] = '\uFFFD';
                int next = IndexOfUnpaired(target[(offset + 1)..]);
                offset = next < 0 ? -1 : offset + 1 + next;
            }
        });
    }
}
