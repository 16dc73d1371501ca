namespace Search.Core.Articles;

/// <summary>The lines of a stream as bytes, in bounded memory. Not thread-safe.</summary>
internal sealed class LineReader(Stream stream, int maxBytes) : IDisposable
{
    private readonly RecordBuffer _buffer = new(stream);
    private int _lineLength;
    private bool _atEnd;

    /// <summary>The present line without its end; valid until the next <see cref="ReadAsync"/>. Empty when it is too long.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>The number of the present line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the present line was longer than it may be, and was passed over.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Goes to the next line.</summary>
    /// <returns>False when there is none.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _buffer.Consume(_lineLength);
        _lineLength = 0;
        IsTooLong = false;
        int searched = 0;
        while (true)
        {
            int end = _buffer.Bytes.Span[searched..].IndexOf((byte)'\n');
            if (end >= 0)
                return Take(searched + end, 1);
            searched = _buffer.Bytes.Length;
            if (searched > maxBytes)
            {
                IsTooLong = true;
                _buffer.Consume(searched);
                searched = 0;
            }
            _atEnd = _atEnd || !await _buffer.FillAsync(cancellationToken);
            if (_atEnd)
                return (searched > 0 || IsTooLong) && Take(searched, 0);
        }
    }

    private bool Take(int length, int endLength)
    {
        Number++;
        _lineLength = length + endLength;
        IsTooLong |= length > maxBytes;
        Line = IsTooLong ? default : _buffer.Bytes[..length];
        return true;
    }

    public void Dispose() => _buffer.Dispose();
}
