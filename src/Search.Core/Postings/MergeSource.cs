using Lucene.Net.Index;

namespace Search.Core.Postings;

/// <summary>One of the segments that are merged, and where its documents go.</summary>
/// <param name="Fields">Its inverted fields.</param>
/// <param name="Infos">How they are indexed.</param>
/// <param name="First">The number that its first document gets, where all keep their order and none is deleted.</param>
/// <param name="Numbers">The number that each document gets, -1 for none; null where <paramref name="First"/> says it.</param>
/// <param name="NumbersStart">Where in <paramref name="Numbers"/> its first document is.</param>
/// <param name="IsReordered">Whether documents change their order.</param>
internal sealed record MergeSource(ArticleFieldsProducer Fields, FieldInfos Infos, int First, int[]? Numbers, int NumbersStart, bool IsReordered)
{
    /// <summary>The segments of a merge in their order; null when one of them is not of this codec, or is seen through something else.</summary>
    public static List<MergeSource>? Of(MergeState state)
    {
        var sources = new List<MergeSource>();
        for (int i = 0; i < state.Readers.Count; i++)
        {
            var reader = state.Readers[i];
            bool added = reader is ReorderedReader reordered ? AddReordered(reordered, sources)
                : ArticleFieldsProducer.Of(reader) is { } fields && Add(reader, fields, state, i, sources);
            if (!added)
                return null;
        }

        return sources;
    }

    private static bool Add(AtomicReader reader, ArticleFieldsProducer fields, MergeState state, int number, List<MergeSource> sources)
    {
        int first = state.DocBase[number];
        int[]? numbers = null;
        if (state.DocMaps[number].HasDeletions)
        {
            numbers = new int[reader.MaxDoc];
            for (int doc = 0; doc < numbers.Length; doc++)
                numbers[doc] = state.DocMaps[number].Get(doc) is var live and >= 0 ? first + live : -1;
        }

        sources.Add(new MergeSource(fields, reader.FieldInfos, first, numbers, 0, IsReordered: false));
        return true;
    }

    /// <summary>A reordering merge has one reader, of which all segments are of this codec: others are merged into it first.</summary>
    private static bool AddReordered(ReorderedReader reader, List<MergeSource> sources)
    {
        int[] numbers = reader.NewDocs();
        int start = 0;
        foreach (var segment in reader.Segments)
        {
            if (ArticleFieldsProducer.Of(segment) is not { } fields)
                throw new InvalidOperationException("A segment of another codec cannot be reordered.");
            sources.Add(new MergeSource(fields, segment.FieldInfos, 0, numbers, start, IsReordered: true));
            start += segment.MaxDoc;
        }

        return true;
    }
}
