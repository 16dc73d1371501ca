namespace Search.Core.Suggesting;

/// <summary>
/// How well a spelling shows a phrase: the lower, the better. A name as it stands in a text goes before a title, and both before words of a
/// text in small letters; what is in capitals throughout comes last among its kind.
/// </summary>
internal static class PhraseForm
{
    public const byte Name = 0, Title = 2, Words = 4;

    public static byte Of(byte kind, ReadOnlySpan<char> display) => (byte)(kind + (IsAllCapitals(display) ? 1 : 0));

    /// <summary>Whether one spelling is to be shown and not another one. A total order, so that any order of reading gives the same.</summary>
    public static bool IsBetter(byte form, ReadOnlySpan<byte> display, byte thanForm, ReadOnlySpan<byte> thanDisplay) =>
        form != thanForm ? form < thanForm : display.SequenceCompareTo(thanDisplay) < 0;

    private static bool IsAllCapitals(ReadOnlySpan<char> text)
    {
        bool hasCapital = false;
        foreach (char c in text)
        {
            if (char.IsLower(c))
                return false;
            hasCapital |= char.IsUpper(c);
        }
        return hasCapital;
    }
}
