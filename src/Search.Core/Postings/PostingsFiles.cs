using System.Buffers.Binary;
using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace Search.Core.Postings;

/// <summary>The files of a segment that this codec adds to Lucene's, and what all of them share: header, table at the end, footer.</summary>
internal static class PostingsFiles
{
    /// <summary>Documents and frequencies.</summary>
    public const string Documents = "pst";

    public const string Positions = "psn";

    /// <summary>Maxima of ranges of documents.</summary>
    public const string Maxima = "imp";

    public const string Lengths = "len";

    /// <summary>Hash tables of ranged terms.</summary>
    public const string FrequentTerms = "trm";

    /// <summary>What tells which articles are alike.</summary>
    public const string Signatures = "sig";

    /// <summary>Lucene's dictionary of terms, and the index of its blocks.</summary>
    public const string Terms = "tim", TermsIndex = "tip";

    public const string DocumentsHeader = "SearchDocuments", PositionsHeader = "SearchPositions", MaximaHeader = "SearchMaxima",
        LengthsHeader = "SearchLengths", TermsHeader = "SearchTerms", FrequentTermsHeader = "SearchFrequentTerms", SignaturesHeader = "SearchSignatures";

    /// <summary>The version in every header. A change of the bytes is a new one, with a line in docs/postings-format.md.</summary>
    public const int Version = 2;

    /// <summary>The first version, which is read and merged away.</summary>
    public const int FirstVersion = 1;

    private const int ChunkSize = 8 * 1024;

    public static string NameOf(SegmentInfo segment, string extension) => IndexFileNames.SegmentFileName(segment.Name, "", extension);

    /// <summary>Creates a file and writes its header.</summary>
    public static IndexOutput Create(SegmentWriteState state, string extension, string header)
    {
        var output = state.Directory.CreateOutput(NameOf(state.SegmentInfo, extension), state.Context);
        try
        {
            CodecUtil.WriteHeader(output, header, Version);
            return output;
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    /// <summary>Writes numbers little-endian.</summary>
    public static void Write(IndexOutput output, ReadOnlySpan<uint> values)
    {
        byte[] chunk = System.Buffers.ArrayPool<byte>.Shared.Rent(ChunkSize);
        while (values.Length > 0)
        {
            int count = Math.Min(values.Length, ChunkSize / sizeof(uint));
            for (int i = 0; i < count; i++)
                BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(sizeof(uint) * i), values[i]);
            output.WriteBytes(chunk, 0, sizeof(uint) * count);
            values = values[count..];
        }

        System.Buffers.ArrayPool<byte>.Shared.Return(chunk);
    }

    /// <summary>Writes numbers little-endian.</summary>
    public static void Write(IndexOutput output, ReadOnlySpan<ulong> values)
    {
        byte[] chunk = System.Buffers.ArrayPool<byte>.Shared.Rent(ChunkSize);
        while (values.Length > 0)
        {
            int count = Math.Min(values.Length, ChunkSize / sizeof(ulong));
            for (int i = 0; i < count; i++)
                BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(sizeof(ulong) * i), values[i]);
            output.WriteBytes(chunk, 0, sizeof(ulong) * count);
            values = values[count..];
        }

        System.Buffers.ArrayPool<byte>.Shared.Return(chunk);
    }

    public static void Write(IndexOutput output, uint value) => Write(output, [value]);

    public static void Write(IndexOutput output, ulong value) => Write(output, [value]);
}
