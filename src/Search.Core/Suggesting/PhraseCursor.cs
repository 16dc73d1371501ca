namespace Search.Core.Suggesting;

/// <summary>Reads the phrases of a <see cref="PhraseList"/> one after the other. Not thread-safe.</summary>
internal sealed class PhraseCursor(byte[] bytes, int start, int count)
{
    private readonly byte[] _key = new byte[PhraseCounts.MaxKeyBytes];
    private int _at = start;
    private int _left = count;
    private int _keyLength;
    private int _display;
    private int _displayLength;

    public ReadOnlySpan<byte> Key => _key.AsSpan(0, _keyLength);

    public int Articles { get; private set; }

    public int Titles { get; private set; }

    /// <summary>See <see cref="PhraseForm"/>.</summary>
    public byte Form { get; private set; }

    public ReadOnlySpan<byte> Display => _displayLength == 0 ? Key : bytes.AsSpan(_display, _displayLength);

    public bool MoveNext()
    {
        if (_left == 0)
            return false;
        _left--;
        int shared = bytes[_at++];
        int length = bytes[_at++];
        bytes.AsSpan(_at, length).CopyTo(_key.AsSpan(shared));
        _keyLength = shared + length;
        _at += length;
        Articles = ReadNumber();
        Titles = ReadNumber();
        Form = bytes[_at++];
        _displayLength = ReadNumber();
        _display = _at;
        _at += _displayLength;
        return true;
    }

    private int ReadNumber()
    {
        int number = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = bytes[_at++];
            number |= (part & 0x7F) << shift;
            if (part < 0x80)
                return number;
        }
    }
}
