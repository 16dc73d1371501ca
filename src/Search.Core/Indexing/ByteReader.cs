using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Search.Core.Indexing;

/// <summary>Reads what <see cref="ByteWriter"/> wrote; trusts no length.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public byte ReadByte() => ReadBytes(1)[0];

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(8));

    public int ReadVInt()
    {
        uint value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte part = ReadByte();
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
                return value <= int.MaxValue ? (int)value : throw Damaged();
        }

        throw Damaged();
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if ((uint)count > (uint)_rest.Length)
            throw Damaged();
        var read = _rest[..count];
        _rest = _rest[count..];
        return read;
    }

    public string ReadString()
    {
        int tag = ReadVInt();
        var read = ReadBytes(tag >> 1);
        return (tag & 1) == 0 ? Encoding.UTF8.GetString(read) : new string(MemoryMarshal.Cast<byte, char>(read));
    }

    public string? ReadOptional() => ReadByte() == 0 ? null : ReadString();

    /// <summary>A count of entries that each take at least one byte.</summary>
    public int ReadCount()
    {
        int count = ReadVInt();
        return count <= _rest.Length ? count : throw Damaged();
    }

    private static InvalidDataException Damaged() => new("A stored article is shorter than its own lengths say.");
}
