using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Indexing.Bulk;

/// <summary>Makes an index of a segment that lies in a folder of its own, by writing the commit that names it: what Lucene itself does out of reach.</summary>
internal static class SegmentsFile
{
    private const string Name = "segments_1", Header = "segments";

    // Lucene 4.8's.
    private const int Version = 2;

    /// <param name="directory">Where the segment is.</param>
    /// <param name="segment">The segment, whose file <c>.si</c> is written.</param>
    /// <param name="deletions">The generation of its deletions, or -1.</param>
    /// <param name="deleted">How many documents they delete.</param>
    public static void Write(LuceneDirectory directory, SegmentInfo segment, long deletions, int deleted)
    {
        using var output = directory.CreateOutput(Name, IOContext.DEFAULT);
        CodecUtil.WriteHeader(output, Header, Version);
        output.WriteInt64(1); // version of the commit
        output.WriteInt32(1); // number of the next segment
        output.WriteInt32(1); // segments
        output.WriteString(segment.Name);
        output.WriteString(segment.Codec.Name);
        output.WriteInt64(deletions);
        output.WriteInt32(deleted);
        output.WriteInt64(-1); // no changes of field infos
        output.WriteInt32(0); // no updates of doc values
        output.WriteStringStringMap(new Dictionary<string, string>());
        CodecUtil.WriteFooter(output);
    }
}
