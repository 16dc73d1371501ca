using Lucene.Net.Index;
using Search.Core.Postings;

namespace Search.Core.Indexing.Optimizing;

/// <summary>Finds the order that is asked for.</summary>
internal static class DocumentOrder
{
    /// <param name="whole">The segments as one.</param>
    /// <param name="segments">The same segments, each by itself.</param>
    /// <param name="options">Which order.</param>
    /// <param name="checkCancelled">Throws to end it.</param>
    /// <param name="progress">Told the share that is done, from several threads, of an order that takes long to find.</param>
    /// <returns>The numbers of the documents that are not deleted, in their new order.</returns>
    public static int[] Find(AtomicReader whole, IReadOnlyList<AtomicReader> segments, OptimizeOptions options, Action checkCancelled, Action<double>? progress = null)
    {
        int[] live = Live(whole);
        switch (options.Order)
        {
            case ArticleOrder.Similarity:
                int[] numbers = new int[whole.MaxDoc];
                Array.Fill(numbers, -1);
                for (int i = 0; i < live.Length; i++)
                    numbers[live[i]] = i;
                var index = ForwardIndex.Read(segments, numbers, live.Length, (long)options.MemoryMegabytes << 20, checkCancelled);
                using (var bisection = new GraphBisection(index, checkCancelled, progress))
                    return [.. bisection.Order().Select(number => live[number])];
            case ArticleOrder.Date:
                long[] dates = Dates(whole);
                return [.. live.OrderBy(doc => dates[doc])];
            case ArticleOrder.Source:
                long[] sourceDates = Dates(whole);
                long[] sources = Sources(whole);
                return [.. live.OrderBy(doc => sources[doc]).ThenBy(doc => sourceDates[doc])];
            default:
                return live;
        }
    }

    private static int[] Live(AtomicReader reader)
    {
        var live = reader.LiveDocs;
        return [.. Enumerable.Range(0, reader.MaxDoc).Where(doc => live is null || live.Get(doc))];
    }

    private static long[] Dates(AtomicReader reader)
    {
        long[] dates = new long[reader.MaxDoc];
        Array.Fill(dates, long.MaxValue);
        var values = reader.GetNumericDocValues(FieldNames.DateStart);
        var dated = reader.GetDocsWithField(FieldNames.DateStart);
        for (int doc = 0; values is not null && doc < dates.Length; doc++)
        {
            if (dated is null || dated.Get(doc))
                dates[doc] = values.Get(doc);
        }

        return dates;
    }

    private static long[] Sources(AtomicReader reader)
    {
        long[] sources = new long[reader.MaxDoc];
        Array.Fill(sources, long.MaxValue);
        var values = reader.GetSortedSetDocValues(FieldNames.Facet(FieldNames.Source));
        for (int doc = 0; values is not null && doc < sources.Length; doc++)
        {
            values.SetDocument(doc);
            if (values.NextOrd() is var ordinal && ordinal != SortedSetDocValues.NO_MORE_ORDS)
                sources[doc] = ordinal;
        }

        return sources;
    }
}
