using Lucene.Net.Index;

namespace Search.Core.Postings;

/// <summary>One of the segments that are merged, and where its documents go.</summary>
/// <param name="Fields">Its inverted fields.</param>
/// <param name="Infos">How they are indexed.</param>
/// <param name="First">The number that its first document gets, where all keep their order and none is deleted.</param>
/// <param name="Numbers">The number that each document gets, -1 for none; null where <paramref name="First"/> says it.</param>
/// <param name="IsReordered">Whether documents change their order.</param>
internal sealed record MergeSource(ArticleFieldsProducer Fields, FieldInfos Infos, int First, int[]? Numbers, bool IsReordered)
{
    /// <summary>The segments of a merge in their order; null when one of them is not of this codec, or is seen through something else.</summary>
    public static List<MergeSource>? Of(MergeState state)
    {
        var sources = new List<MergeSource>();
        for (int i = 0; i < state.Readers.Count; i++)
        {
            var reader = state.Readers[i];
            if (ArticleFieldsProducer.Of(reader) is not { } fields)
                return null;
            int first = state.DocBase[i];
            int[]? numbers = null;
            if (state.DocMaps[i].HasDeletions)
            {
                numbers = new int[reader.MaxDoc];
                for (int doc = 0; doc < numbers.Length; doc++)
                    numbers[doc] = state.DocMaps[i].Get(doc) is var number and >= 0 ? first + number : -1;
            }

            sources.Add(new MergeSource(fields, reader.FieldInfos, first, numbers, IsReordered: false));
        }

        return sources;
    }
}
