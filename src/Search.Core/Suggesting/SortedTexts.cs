using System.Text;

namespace Search.Core.Suggesting;

/// <summary>
/// Texts in the order of their UTF-8 bytes: the keys of a table, or what is left of them from a later word on. All texts that begin alike stand side by
/// side, so that a range of places is a node of the tree of their letters. Immutable.
/// </summary>
/// <param name="keys">The keys, one behind the other.</param>
/// <param name="ends">Where each key ends.</param>
/// <param name="counts">What each key counts.</param>
/// <param name="entries">The key of each place; null where each place is its key.</param>
/// <param name="starts">Where in its key each text begins; null where it is the whole.</param>
internal sealed class SortedTexts(byte[] keys, int[] ends, int[] counts, int[]? entries, byte[]? starts)
{
    /// <summary>The greatest counts of stretches.</summary>
    public CountMaxima Maxima { get; } = new(entries is null ? counts : Array.ConvertAll(entries, entry => counts[entry]));

    public int Count => entries?.Length ?? ends.Length;

    public TextRange All => new(0, Count);

    /// <summary>What it takes in memory beside the keys.</summary>
    public long Bytes => 5L * (entries?.Length ?? 0) + Maxima.Bytes;

    /// <summary>The key of a place.</summary>
    public int EntryAt(int place) => entries is null ? place : entries[place];

    /// <summary>Where in its key the text of a place begins.</summary>
    public int StartAt(int place) => starts is null ? 0 : starts[place];

    public int CountAt(int place) => counts[EntryAt(place)];

    public ReadOnlySpan<byte> TextAt(int place)
    {
        int entry = EntryAt(place);
        int start = (entry == 0 ? 0 : ends[entry - 1]) + StartAt(place);
        return keys.AsSpan(start, ends[entry] - start);
    }

    /// <summary>The texts of a range, which are the same up to a depth, that go on with some bytes.</summary>
    public TextRange Narrow(TextRange range, int depth, ReadOnlySpan<byte> next) =>
        next.IsEmpty || range.IsEmpty ? range : new TextRange(FirstNotBefore(range, depth, next, below: false), FirstNotBefore(range, depth, next, below: true));

    /// <summary>The letter with which the first text of a range goes on that is longer than a depth, and the texts that go on with it; false when there is none.</summary>
    /// <param name="range">Texts that are the same up to the depth; gets those behind the found ones.</param>
    /// <param name="depth">How many bytes are the same.</param>
    /// <param name="letter">The letter.</param>
    /// <param name="found">The texts.</param>
    public bool TryNextLetter(ref TextRange range, int depth, out Rune letter, out TextRange found)
    {
        (letter, found) = (default, default);
        while (!range.IsEmpty && TextAt(range.Low).Length <= depth)
            range = range with { Low = range.Low + 1 };
        if (range.IsEmpty)
            return false;
        var text = TextAt(range.Low)[depth..];
        Rune.DecodeFromUtf8(text, out letter, out int length);
        found = range with { High = FirstNotBefore(range, depth, text[..length], below: true) };
        range = range with { Low = found.High };
        return true;
    }

    /// <summary>The first place whose text goes on with the bytes or what is above them; or, with <paramref name="below"/>, with what is above alone.</summary>
    private int FirstNotBefore(TextRange range, int depth, ReadOnlySpan<byte> next, bool below)
    {
        var (low, high) = range;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            var text = TextAt(middle)[depth..];
            int order = text[..Math.Min(text.Length, next.Length)].SequenceCompareTo(next);
            if (order < 0 || (below && order == 0))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
