using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Search.Benchmarks.Game;

/// <summary>
/// The game's analysis, for texts and queries alike: lower case, split on what is no letter or digit of Unicode; no stop words, no
/// stemming. The Java peer does the same by code points. Not thread-safe.
/// </summary>
internal sealed class LetterDigitWords
{
    /// <summary>A longer run is cut into words of this length, on both sides: an index refuses terms above 32,766 bytes.</summary>
    public const int LongestWord = 8_190;

    private const int VectorChars = 16;

    [ThreadStatic]
    private static LetterDigitWords? t_spare;

    /// <summary>Letters and digits of ASCII in lower case, 0 for what is none.</summary>
    private static readonly byte[] s_lowerAscii = [.. Enumerable.Range(0, 128).Select(c => char.IsAsciiLetterOrDigit((char)c) ? (byte)char.ToLowerInvariant((char)c) : (byte)0)];

    private readonly char[] _word = new char[LongestWord + 2];
    private string _text = "";
    private int _at;
    private int _end;
    private int _length;

    /// <summary>The word that <see cref="Next"/> found; valid until the next call.</summary>
    public ReadOnlySpan<char> Word => _word.AsSpan(0, _length);

    public void Open(string text) => Open(text, 0, text.Length);

    /// <summary>Reads a part of a text.</summary>
    public void Open(string text, int start, int end)
    {
        _text = text;
        _at = start;
        _end = end;
    }

    /// <summary>Moves to the next word; false at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Next()
    {
        _length = 0;
        string text = _text;
        int oneByOneTo = 0;
        while (_at < _end && _length < LongestWord)
        {
            if (_at >= oneByOneTo && _end - _at >= VectorChars && _length <= LongestWord - VectorChars)
            {
                if (TryNextAscii(text, out bool isEnd))
                {
                    if (isEnd)
                        break;
                    continue;
                }

                oneByOneTo = _at + VectorChars;
            }

            char c = text[_at];
            if (c < s_lowerAscii.Length && s_lowerAscii[c] is not 0 and var lower)
            {
                _word[_length++] = (char)lower;
                _at++;
                continue;
            }

            // What is not well-formed is decoded as a replacement character, which is no letter.
            bool isWord = false;
            int consumed = 1;
            if (c >= 0x80)
            {
                Rune.DecodeFromUtf16(text.AsSpan(_at, _end - _at), out var rune, out consumed);
                isWord = Rune.IsLetterOrDigit(rune);
                if (isWord)
                    _length += Lower(rune).EncodeToUtf16(_word.AsSpan(_length));
            }

            _at += consumed;
            if (!isWord && _length > 0)
                break;
        }

        return _length > 0;
    }

    /// <summary>Goes over the next 16 characters at once, or to where a word ends among them; false, and nowhere, where they are not all ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryNextAscii(string text, out bool isEnd)
    {
        isEnd = false;
        ref ushort first = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text.AsSpan(_at, VectorChars)));
        var low = Vector128.LoadUnsafe(ref first);
        var high = Vector128.LoadUnsafe(ref first, (nuint)Vector128<ushort>.Count);
        if (((low | high) & Vector128.Create((ushort)0xFF80)) != Vector128<ushort>.Zero)
            return false;
        var ascii = Vector128.Narrow(low, high);
        var caseBit = Vector128.Create((byte)0x20);
        var isWord = Vector128.LessThan((ascii | caseBit) - Vector128.Create((byte)'a'), Vector128.Create((byte)26)) | Vector128.LessThan(ascii - Vector128.Create((byte)'0'), Vector128.Create((byte)10));
        uint word = isWord.ExtractMostSignificantBits();
        int before = BitOperations.TrailingZeroCount(word | (1u << VectorChars));
        if (before > 0)
        {
            // What stands before a word is passed over; behind one, the first such sign ends it.
            isEnd = _length > 0;
            _at += isEnd ? 1 : before;
            return true;
        }

        // Digits have the bit that makes letters small ones.
        ref ushort target = ref Unsafe.As<char, ushort>(ref _word[_length]);
        (low | Vector128.Create((ushort)0x20)).StoreUnsafe(ref target);
        (high | Vector128.Create((ushort)0x20)).StoreUnsafe(ref target, (nuint)Vector128<ushort>.Count);
        int length = BitOperations.TrailingZeroCount(~word);
        isEnd = length < VectorChars;
        _length += length;
        _at += isEnd ? length + 1 : length;
        return true;
    }

    /// <summary>All words of a text.</summary>
    public static List<string> Of(string text) => Of(text, 0, text.Length);

    /// <summary>All words of a part of a text.</summary>
    public static List<string> Of(string text, int start, int end)
    {
        // Its buffer is larger than a query's other costs.
        var words = t_spare ??= new LetterDigitWords();
        var found = new List<string>(1);
        words.Open(text, start, end);
        while (words.Next())
            found.Add(words.Word.ToString());
        return found;
    }

    /// <summary>By Unicode's simple mapping. .NET leaves out the capital I with a dot, which Java does not.</summary>
    private static Rune Lower(Rune rune) => rune.Value == 0x130 ? new Rune('i') : Rune.ToLowerInvariant(rune);
}
