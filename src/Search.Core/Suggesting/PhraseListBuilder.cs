namespace Search.Core.Suggesting;

/// <summary>Writes a <see cref="PhraseList"/>.</summary>
/// <remarks>
/// <code>
/// Phrase  = Shared Length bytes Articles Titles Form DisplayLength display
///           Shared (byte): bytes of the phrase before that it begins with, 0 for the first of a block; Length (byte): of the bytes that follow
/// Articles, Titles, DisplayLength = seven bits a byte, the lowest first; a DisplayLength of 0: written as the key
/// </code>
/// </remarks>
internal sealed class PhraseListBuilder
{
    private readonly byte[] _last = new byte[PhraseCounts.MaxKeyBytes];
    private readonly List<int> _blocks = [];
    private byte[] _bytes = new byte[1_024];
    private int _length;
    private int _lastLength;
    private int _count;

    /// <summary>Adds the next phrase, which sorts behind the one before.</summary>
    public void Add(ReadOnlySpan<byte> key, int articles, int titles, byte form, ReadOnlySpan<byte> display)
    {
        bool startsBlock = _count++ % PhraseList.BlockSize == 0;
        if (startsBlock)
            _blocks.Add(_length);
        int shared = startsBlock ? 0 : key.CommonPrefixLength(_last.AsSpan(0, _lastLength));
        Claim(key.Length + display.Length + 32);
        _bytes[_length++] = (byte)shared;
        _bytes[_length++] = (byte)(key.Length - shared);
        Append(key[shared..]);
        Append(articles);
        Append(titles);
        _bytes[_length++] = form;
        bool isKey = display.SequenceEqual(key);
        Append(isKey ? 0 : display.Length);
        Append(isKey ? [] : display);
        key.CopyTo(_last);
        _lastLength = key.Length;
    }

    public PhraseList ToList() => _count == 0 ? PhraseList.Empty : new PhraseList(_bytes.AsSpan(0, _length).ToArray(), [.. _blocks], _count);

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Append(int number)
    {
        for (; number > 0x7F; number >>= 7)
            _bytes[_length++] = (byte)(number | 0x80);
        _bytes[_length++] = (byte)number;
    }

    private void Claim(int more)
    {
        if (_bytes.Length - _length < more)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(2L * _bytes.Length, (long)_length + more)));
    }
}
