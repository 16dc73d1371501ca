using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace Search.Core.Postings;

/// <summary>Writes the maxima of all ranged terms of a segment whose postings and lengths have just been written. One list at a time is in memory.</summary>
internal static unsafe class MaximaWriter
{
    public static void Write(SegmentWriteState state)
    {
        var segment = state.SegmentInfo;
        using var output = PostingsFiles.Create(state, PostingsFiles.Maxima, PostingsFiles.MaximaHeader);
        using var lengths = new LengthsFile(state.Directory, segment, IOContext.READ_ONCE);
        using var postings = new SegmentPostings(state.Directory, segment, state.FieldInfos, IOContext.READ_ONCE, withMaxima: false);
        var codes = new Dictionary<int, ImpactCodes>();
        var maxima = new TermMaxima(segment.DocCount);
        long[] starts = new long[postings.RangedTermCount];
        for (int ordinal = 0; ordinal < starts.Length; ordinal++)
        {
            var term = postings.RangedTerm(ordinal);
            var field = state.FieldInfos.FieldInfo((int)term.FieldNumber);
            if (RangedFields.LengthsOf(state.FieldInfos, field) is not { } lengthsField || lengths.Of(lengthsField.Number) is not { } values)
                continue;
            if (!codes.TryGetValue(field.Number, out var fieldCodes))
                codes[field.Number] = fieldCodes = CodesOf(values);
            postings.OpenRanged(ordinal, field, out var list);
            maxima.Gather(list, fieldCodes, values);
            starts[ordinal] = output.Position;
            maxima.Write(output);
        }

        WriteTable(output, starts, codes);
        CodecUtil.WriteFooter(output);
    }

    /// <summary>The codes of a field with such lengths.</summary>
    public static ImpactCodes CodesOf(FlatLengths lengths)
    {
        long total = 0, largest = 0;
        for (int doc = 0; doc < lengths.MaxDoc; doc++)
        {
            long length = lengths.Get(doc);
            total += length;
            largest = Math.Max(largest, length);
        }

        return new ImpactCodes(lengths.MaxDoc, total, largest);
    }

    private static void WriteTable(IndexOutput output, long[] starts, Dictionary<int, ImpactCodes> codes)
    {
        // So that vectors may be read from the last maximum on.
        output.WriteBytes(new byte[MaximaFile.ReadAhead], 0, MaximaFile.ReadAhead);
        ulong tableStart = (ulong)output.Position;
        foreach (long start in starts)
            PostingsFiles.Write(output, (ulong)start);
        foreach (var (field, fieldCodes) in codes)
        {
            PostingsFiles.Write(output, [(uint)field, 0]);
            PostingsFiles.Write(output, BitConverter.DoubleToUInt64Bits(fieldCodes.AverageLength));
        }

        PostingsFiles.Write(output, tableStart);
        PostingsFiles.Write(output, [(uint)starts.Length, (uint)codes.Count]);
    }
}
