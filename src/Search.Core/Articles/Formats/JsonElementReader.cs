using System.Buffers;

namespace Search.Core.Articles;

/// <summary>
/// Finds the elements of a JSON array, or the values of a sequence, by their brackets and quotes alone, so that what is wrong
/// inside one of them is its own affair. Bounded memory. Not thread-safe.
/// </summary>
internal sealed class JsonElementReader(Stream stream, int maxBytes) : IDisposable
{
    // No string of JSON contains a line break: one in a string means that its quote is missing, and ends it.
    private static readonly SearchValues<byte> InString = SearchValues.Create("\"\\\n"u8);
    private static readonly SearchValues<byte> OutsideString = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> AfterScalar = SearchValues.Create(" \t\r\n,]}"u8);

    private readonly RecordBuffer _buffer = new(stream);
    private int _elementLength;
    private long _line = 1;
    private bool _started;
    private bool _inArray;
    private bool _ended;

    /// <summary>The present element; valid until the next <see cref="ReadAsync"/>. Empty when it is too long.</summary>
    public ReadOnlyMemory<byte> Element { get; private set; }

    /// <summary>The line of the file, from 1, where the present element begins.</summary>
    public long Line { get; private set; }

    /// <summary>Whether the present element was longer than it may be, and was passed over.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Why there are no more elements, when that is not the end of the array; null otherwise.</summary>
    public string? Problem { get; private set; }

    /// <summary>Goes to the next element.</summary>
    /// <returns>False when there is none, or <see cref="Problem"/> says why it cannot be found.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        Consume(_elementLength);
        _elementLength = 0;
        while (!_ended)
        {
            int next = _buffer.Bytes.Span.IndexOfAnyExcept(" \t\r\n,"u8);
            Consume(next < 0 ? _buffer.Bytes.Length : next);
            if (next < 0)
            {
                if (await _buffer.FillAsync(cancellationToken))
                    continue;
                End(_inArray ? "The array is not closed: the file may be cut off, or a bracket is missing" : null);
            }
            else if (!IsPunctuation())
            {
                return await ReadElementAsync(cancellationToken);
            }
        }
        return false;
    }

    /// <summary>Deals with what stands between the elements.</summary>
    private bool IsPunctuation()
    {
        byte first = _buffer.Bytes.Span[0];
        bool opens = first == '[' && !_started;
        bool closes = first == ']' && _inArray;
        _started = true;
        if (opens)
            _inArray = true;
        else if (closes)
            _inArray = false;
        else if (first is (byte)']' or (byte)'}' or (byte)':')
            End($"There is a '{(char)first}' where an element should begin");
        else
            return false;
        if (!_ended)
            Consume(1);
        return true;
    }

    private async ValueTask<bool> ReadElementAsync(CancellationToken cancellationToken)
    {
        IsTooLong = false;
        Line = _line;
        int scanned = 0, depth = 0;
        bool inString = false;
        while (true)
        {
            if (Scan(_buffer.Bytes.Span, ref scanned, ref depth, ref inString))
                break;
            if (scanned > maxBytes)
            {
                // The scanner's state is all that is needed of what was passed over.
                IsTooLong = true;
                Consume(scanned);
                scanned = 0;
            }
            if (await _buffer.FillAsync(cancellationToken))
                continue;
            if (depth == 0 && !inString && scanned > 0)
                break;
            End($"The element that begins at line {Line} does not end: check its quotes and brackets", atLine: false);
            return false;
        }
        _elementLength = scanned;
        IsTooLong |= scanned > maxBytes;
        Element = IsTooLong ? default : _buffer.Bytes[..scanned];
        return true;
    }

    /// <summary>Scans on from where it stopped; true when the element ends at <paramref name="scanned"/>.</summary>
    private static bool Scan(ReadOnlySpan<byte> bytes, ref int scanned, ref int depth, ref bool inString)
    {
        while (scanned < bytes.Length)
        {
            if (depth == 0 && !inString && bytes[scanned] is not ((byte)'{' or (byte)'[' or (byte)'"'))
            {
                int end = bytes[scanned..].IndexOfAny(AfterScalar);
                scanned = end < 0 ? bytes.Length : scanned + end;
                return end >= 0;
            }
            int found = bytes[scanned..].IndexOfAny(inString ? InString : OutsideString);
            if (found < 0)
            {
                scanned = bytes.Length;
                return false;
            }
            byte sign = bytes[scanned + found];
            if (sign == '\\')
            {
                // An escape at the end of what was read is looked at again together with what it escapes.
                if (scanned + found + 1 >= bytes.Length)
                {
                    scanned += found;
                    return false;
                }
                scanned += found + 2;
                continue;
            }
            scanned += found + 1;
            if (sign is (byte)'"' or (byte)'\n')
                inString = !inString;
            else
                depth += sign is (byte)'{' or (byte)'[' ? 1 : -1;
            if (depth == 0 && !inString)
                return true;
        }
        return false;
    }

    private void Consume(int bytes)
    {
        _line += _buffer.Bytes.Span[..bytes].Count((byte)'\n');
        _buffer.Consume(bytes);
    }

    private void End(string? problem, bool atLine = true)
    {
        _ended = true;
        Problem = problem is null ? null : atLine ? $"{problem} (line {_line})." : $"{problem}.";
    }

    public void Dispose() => _buffer.Dispose();
}
