using Search.Core.Analysis;

namespace Search.Core.Duplicates;

/// <summary>
/// Walks the words of a text for its sketch, each as a hash: runs of letters and digits in lower case, apostrophes and invisible characters left out;
/// an ideograph is a word. It is apart from the analysis of the index, so that no option of it changes what is a near-duplicate.
/// </summary>
internal ref struct SketchWords(ReadOnlySpan<char> text)
{
    /// <summary>As many letters at most make a short word.</summary>
    private const int MaxShortLength = 3;

    // FNV-1a of 64 bits over UTF-16 code units.
    private const ulong OffsetBasis = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;

    private readonly ReadOnlySpan<char> _text = text;
    private int _next;

    /// <summary>The hash of the word.</summary>
    public ulong Hash { get; private set; }

    /// <summary>Whether the word is an ideograph, or has at most three letters and nothing else, as most words of the grammar in most languages.</summary>
    public bool IsShort { get; private set; }

    /// <summary>Moves to the next word; false at the end.</summary>
    public bool Next()
    {
        ulong hash = OffsetBasis;
        int length = 0;
        bool hasDigit = false;
        while (_next < _text.Length)
        {
            char c = _text[_next];
            switch (CharacterClasses.At(_text, _next, out int width))
            {
                case CharacterClass.Letter:
                    hash = width == 1 ? Add(hash, char.IsAsciiLetter(c) ? (char)(c | 0x20) : char.ToLowerInvariant(c)) : Add(Add(hash, c), _text[_next + 1]);
                    length++;
                    break;
                case CharacterClass.Digit:
                    hash = width == 1 ? Add(hash, c) : Add(Add(hash, c), _text[_next + 1]);
                    hasDigit = true;
                    length++;
                    break;
                case CharacterClass.Ideograph:
                    // It ends a word before it, and is the next one.
                    if (length > 0)
                        return End(hash, length, hasDigit);
                    hash = width == 1 ? Add(hash, c) : Add(Add(hash, c), _text[_next + 1]);
                    _next += width;
                    return End(hash, 1, hasDigit: false);
                case CharacterClass.Mark or CharacterClass.Ignorable or CharacterClass.Apostrophe:
                    break;
                default:
                    if (length > 0)
                    {
                        _next += width;
                        return End(hash, length, hasDigit);
                    }
                    break;
            }
            _next += width;
        }
        return length > 0 && End(hash, length, hasDigit);
    }

    private static ulong Add(ulong hash, char c) => unchecked((hash ^ c) * Prime);

    private bool End(ulong hash, int length, bool hasDigit)
    {
        Hash = hash;
        IsShort = length <= MaxShortLength && !hasDigit;
        return true;
    }
}
