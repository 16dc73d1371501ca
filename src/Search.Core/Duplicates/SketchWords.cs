using Search.Core.Analysis;
using Search.Core.Likeness;

namespace Search.Core.Duplicates;

/// <summary>
/// Walks the words of a text for its sketch and its signature, each as a hash: runs of letters and digits in lower case, apostrophes and invisible characters left out;
/// an ideograph is a word. It is apart from the analysis of the index, so that no option of it changes what is a near-duplicate.
/// </summary>
internal ref struct SketchWords(ReadOnlySpan<char> text)
{
    /// <summary>As many letters at most make a short word.</summary>
    private const int MaxShortLength = 3;

    private readonly ReadOnlySpan<char> _text = text;
    private int _next;

    // The word up to its last apostrophe.
    private ulong _ownerHash;
    private int _ownerLength;

    /// <summary>The hash of the word.</summary>
    public ulong Hash { get; private set; }

    /// <summary>The hash of its first <see cref="SignatureBuilder.BeginningLength"/> characters, or of all where it has fewer; without <c>'s</c> at the end.</summary>
    public ulong Beginning { get; private set; }

    /// <summary>How many letters and digits it has, without <c>'s</c> at the end.</summary>
    public int Length { get; private set; }

    /// <summary>Whether one of them is a letter.</summary>
    public bool HasLetter { get; private set; }

    /// <summary>Whether the word is an ideograph, or has at most three letters and nothing else, as most words of the grammar in most languages.</summary>
    public bool IsShort { get; private set; }

    /// <summary>Moves to the next word; false at the end.</summary>
    public bool Next()
    {
        ulong hash = WordHash.Empty, beginning = hash;
        _ownerLength = 0;
        int length = 0;
        bool hasDigit = false, hasLetter = false;
        while (_next < _text.Length)
        {
            char c = _text[_next];
            switch (CharacterClasses.At(_text, _next, out int width))
            {
                case CharacterClass.Letter:
                    hash = width == 1 ? WordHash.Add(hash, char.IsAsciiLetter(c) ? (char)(c | 0x20) : char.ToLowerInvariant(c)) : WordHash.Add(WordHash.Add(hash, c), _text[_next + 1]);
                    hasLetter = true;
                    if (++length == SignatureBuilder.BeginningLength)
                        beginning = hash;
                    break;
                case CharacterClass.Digit:
                    hash = width == 1 ? WordHash.Add(hash, c) : WordHash.Add(WordHash.Add(hash, c), _text[_next + 1]);
                    hasDigit = true;
                    if (++length == SignatureBuilder.BeginningLength)
                        beginning = hash;
                    break;
                case CharacterClass.Ideograph:
                    // It ends a word before it, and is the next one.
                    if (length > 0)
                        return End(hash, beginning, length, hasDigit, hasLetter);
                    hash = width == 1 ? WordHash.Add(hash, c) : WordHash.Add(WordHash.Add(hash, c), _text[_next + 1]);
                    _next += width;
                    return End(hash, beginning, 1, hasDigit: false, hasLetter: false);
                case CharacterClass.Apostrophe:
                    (_ownerHash, _ownerLength) = (hash, length);
                    break;
                case CharacterClass.Mark or CharacterClass.Ignorable:
                    break;
                default:
                    if (length > 0)
                    {
                        _next += width;
                        return End(hash, beginning, length, hasDigit, hasLetter);
                    }
                    break;
            }
            _next += width;
        }
        return length > 0 && End(hash, beginning, length, hasDigit, hasLetter);
    }

    private bool End(ulong hash, ulong beginning, int length, bool hasDigit, bool hasLetter)
    {
        Hash = hash;
        HasLetter = hasLetter;
        IsShort = length <= MaxShortLength && !hasDigit;
        if (_ownerLength > 0 && length == _ownerLength + 1 && hash == WordHash.Add(_ownerHash, 's'))
            (hash, length) = (_ownerHash, _ownerLength);
        Beginning = length > SignatureBuilder.BeginningLength ? beginning : hash;
        Length = length;
        return true;
    }
}
