namespace Search.Core.Indexing;

/// <summary>What has to be known of a UTF-16 text before it can be written as UTF-8.</summary>
internal static class Utf16Text
{
    /// <summary>False when a surrogate stands without its partner, which UTF-8 cannot express.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (true)
        {
            int at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
            if (at < 0)
                return true;
            if (!char.IsHighSurrogate(text[at]) || at + 1 >= text.Length || !char.IsLowSurrogate(text[at + 1]))
                return false;
            text = text[(at + 2)..];
        }
    }
}
