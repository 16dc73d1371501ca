using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Search.Core.Articles;

namespace Search.Core.Indexing;

/// <summary>Appends the primitives of the stored format to a pooled buffer.</summary>
internal ref struct ByteWriter(int capacity)
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void WriteByte(byte value) => Claim(1)[0] = value;

    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Claim(8), value);

    /// <summary>Seven bits a byte, the lowest first, the eighth bit set on all but the last.</summary>
    public void WriteVInt(int value)
    {
        uint rest = (uint)value;
        while (rest > 0x7F)
        {
            WriteByte((byte)(rest | 0x80));
            rest >>= 7;
        }

        WriteByte((byte)rest);
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Claim(bytes.Length));

    /// <summary>VInt of twice the length in bytes, plus one for UTF-16; then the bytes.</summary>
    public void WriteString(string text)
    {
        if (WellFormed.IndexOfUnpaired(text) >= 0)
        {
            WriteVInt((checked(text.Length * 2) << 1) | 1);
            WriteBytes(MemoryMarshal.AsBytes(text.AsSpan()));
            return;
        }

        int length = Encoding.UTF8.GetByteCount(text);
        WriteVInt(checked(length * 2));
        Encoding.UTF8.GetBytes(text, Claim(length));
    }

    /// <summary>A byte of 0 for null; else a byte of 1 and the string.</summary>
    public void WriteOptional(string? text)
    {
        WriteByte(text is null ? (byte)0 : (byte)1);
        if (text is not null)
            WriteString(text);
    }

    public byte[] ToArrayAndDispose()
    {
        byte[] bytes = Written.ToArray();
        Dispose();
        return bytes;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private Span<byte> Claim(int count)
    {
        int needed = checked(Length + count);
        if (needed > _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(needed, _buffer.Length * 2L)));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var claimed = _buffer.AsSpan(Length, count);
        Length = needed;
        return claimed;
    }
}
