using Lucene.Net.Index;
using Lucene.Net.Store;

namespace Search.Core.Postings;

/// <summary>Where numbers of variable length come from.</summary>
internal interface IVariableNumbers
{
    int ReadVInt32();

    long ReadVInt64();
}

/// <summary>Numbers of Lucene's input.</summary>
internal readonly struct InputNumbers(DataInput input) : IVariableNumbers
{
    public int ReadVInt32() => input.ReadVInt32();

    public long ReadVInt64() => input.ReadVInt64();
}

/// <summary>Reads forwards within a part of a file; what would lie behind its end is damage.</summary>
internal unsafe struct ByteCursor(PostingsMemory file, byte* at, byte* end) : IVariableNumbers
{
    private byte* _at = at;

    public readonly byte* Address => _at;

    public byte ReadByte() => _at < end ? *_at++ : throw Overrun();

    /// <summary>As Lucene's: below 0 where the 32nd bit is set.</summary>
    public int ReadVInt32()
    {
        long value = ReadVInt64();
        return value <= uint.MaxValue ? (int)(uint)value : throw Overrun();
    }

    public long ReadVInt64()
    {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte part = ReadByte();
            value |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw Overrun();
    }

    /// <summary>Takes so many bytes as a part of their own.</summary>
    public ByteCursor Take(int bytes)
    {
        byte* from = Skip(bytes);
        return new ByteCursor(file, from, _at);
    }

    /// <summary>Goes over so many bytes.</summary>
    /// <returns>Where they start.</returns>
    public byte* Skip(int bytes)
    {
        if (bytes < 0 || bytes > end - _at)
            throw Overrun();
        byte* from = _at;
        _at += bytes;
        return from;
    }

    private readonly CorruptIndexException Overrun() => file.Damaged("a number or a text in it goes over the end of its part");
}
