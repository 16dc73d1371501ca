using System.Buffers;
using System.Buffers.Binary;
using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>
/// Writes the exact lengths of a segment. Lucene writes norms after postings, so this is also where the maxima are made: closing it reads
/// the postings that were just written.
/// </summary>
internal sealed class LengthsWriter : DocValuesConsumer
{
    private const int ChunkSize = 64 * 1024;

    private readonly List<(int Field, int Width, long Start)> _fields = [];
    private readonly SegmentWriteState _state;
    private readonly IndexOutput _output;
    private bool _failed;

    public LengthsWriter(SegmentWriteState state)
    {
        _state = state;
        _output = PostingsFiles.Create(state, PostingsFiles.Lengths, PostingsFiles.LengthsHeader);
    }

    public override void AddNumericField(FieldInfo field, IEnumerable<long?> values)
    {
        _failed = true;
        long largest = 0;
        int count = 0;
        foreach (long? value in values)
        {
            if (value is < 0 or > int.MaxValue)
                throw new ArgumentException($"The norm {value} of a document in field '{field.Name}' is not a length: the codec {ArticleCodec.CodecName} needs a similarity whose norm is the number of tokens.");
            largest = Math.Max(largest, value ?? 0);
            count++;
        }

        if (count != _state.SegmentInfo.DocCount)
            throw new ArgumentException($"The field '{field.Name}' has norms of {count} documents, the segment has {_state.SegmentInfo.DocCount}.");
        int width = largest <= ushort.MaxValue ? sizeof(ushort) : sizeof(uint);
        _fields.Add((field.Number, width, _output.Position));
        Write(values, width);
        _failed = false;
    }

    public override void AddBinaryField(FieldInfo field, IEnumerable<BytesRef> values) => throw NotANorm(field);

    public override void AddSortedField(FieldInfo field, IEnumerable<BytesRef> values, IEnumerable<long?> docToOrd) => throw NotANorm(field);

    public override void AddSortedSetField(FieldInfo field, IEnumerable<BytesRef> values, IEnumerable<long?> docToOrdCount, IEnumerable<long?> ords) =>
        throw NotANorm(field);

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        using (_output)
        {
            WriteTable();
            CodecUtil.WriteFooter(_output);
        }

        // Lucene also closes what failed; the segment is thrown away then.
        if (!_failed)
            MaximaWriter.Write(_state);
    }

    private void Write(IEnumerable<long?> values, int width)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        int used = 0;
        foreach (long? value in values)
        {
            if (used + width > ChunkSize)
            {
                _output.WriteBytes(chunk, 0, used);
                used = 0;
            }

            if (width == sizeof(ushort))
                BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(used), (ushort)(value ?? 0));
            else
                BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(used), (uint)(value ?? 0));
            used += width;
        }

        _output.WriteBytes(chunk, 0, used);
        ArrayPool<byte>.Shared.Return(chunk);
    }

    private void WriteTable()
    {
        ulong start = (ulong)_output.Position;
        foreach (var (field, width, fieldStart) in _fields)
        {
            PostingsFiles.Write(_output, [(uint)field, (uint)width]);
            PostingsFiles.Write(_output, (ulong)fieldStart);
        }

        PostingsFiles.Write(_output, start);
        PostingsFiles.Write(_output, (uint)_fields.Count);
    }

    private static InvalidOperationException NotANorm(FieldInfo field) => new($"The norms of the field '{field.Name}' are not numbers.");
}
