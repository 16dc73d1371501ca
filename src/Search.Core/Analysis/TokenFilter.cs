using System.Runtime.CompilerServices;

namespace Search.Core.Analysis;

/// <summary>
/// Says of most tokens by their first two characters that none of the wanted forms can be theirs. May let others through,
/// never stops a wanted one: folding keeps ASCII letters and digits but for their case, and a stem begins with the first two
/// characters of its word.
/// </summary>
internal sealed class TokenFilter
{
    // A row for each first character and a bit for each second one, both by their low five bits, which are the same for both
    // cases of a letter. Bit 0 belongs to no letter or digit: it only keeps a row from being empty.
    private readonly uint[] _rows = new uint[32];

    /// <summary>Lets every token through.</summary>
    public void AddAll() => Array.Fill(_rows, uint.MaxValue);

    /// <summary>Lets every token through of which a form begins with this text.</summary>
    public void AddPrefix(ReadOnlySpan<char> form)
    {
        if (form.IsEmpty)
            AddAll();
        else if (form[0] < 0x80)
            _rows[form[0] & 31] |= form.Length == 1 ? uint.MaxValue : char.IsAsciiLetterOrDigit(form[1]) ? 1u << (form[1] & 31) : 1u;
    }

    /// <summary>Whether the token may be wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Passes(ReadOnlySpan<char> text, in TokenSpan span)
    {
        char first = text[span.Start];
        uint row = _rows[first & 31];
        if (first >= 0x80)
            return true;
        if (span.Kind == TokenKind.Ascii && span.CoreEnd - span.Start > 1)
            return (row >> (text[span.Start + 1] & 31) & 1) != 0;
        // One character, or a second one that folding may take out.
        return row != 0;
    }
}
