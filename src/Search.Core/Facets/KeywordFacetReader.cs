using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Facets;

/// <summary>Reads the sorted-set doc values of a keyword field. Values that fold alike are one, as they are for filters.</summary>
internal static class KeywordFacetReader
{
    public static SegmentFacet? Read(AtomicReader reader, string field, Func<string, string> fold)
    {
        if (reader.GetSortedSetDocValues(field) is not { ValueCount: > 0 } values)
            return null;

        string[] texts = new string[values.ValueCount];
        string[] folded = new string[texts.Length];
        var bytes = new BytesRef();
        for (int i = 0; i < texts.Length; i++)
        {
            values.LookupOrd(i, bytes);
            texts[i] = bytes.Utf8ToString();
            folded[i] = fold(texts[i]);
        }
        string[] keys = [.. folded.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        int[] places = Array.ConvertAll(folded, key => Array.BinarySearch(keys, key, StringComparer.Ordinal) + 1);

        int[] frequencies = new int[texts.Length];
        int[] first = new int[reader.MaxDoc];
        var further = new List<(int Doc, int Ordinal)>();
        for (int doc = 0; doc < first.Length; doc++)
        {
            values.SetDocument(doc);
            int known = further.Count;
            for (long value = values.NextOrd(); value != SortedSetDocValues.NO_MORE_ORDS; value = values.NextOrd())
            {
                frequencies[value]++;
                int ordinal = places[value];
                if (first[doc] == 0)
                    first[doc] = ordinal;
                else if (first[doc] != ordinal && further.FindIndex(known, pair => pair.Ordinal == ordinal) < 0)
                    further.Add((doc, ordinal));
            }
        }
        return new SegmentFacet(keys, Labels(texts, places, frequencies, keys.Length), new DocumentOrdinals(keys.Length, first, further));
    }

    /// <summary>The most frequent spelling of each value; of equal ones the first in byte order.</summary>
    private static string[] Labels(string[] texts, int[] places, int[] frequencies, int count)
    {
        string[] labels = new string[count];
        int[] most = new int[count];
        for (int i = 0; i < texts.Length; i++)
        {
            int key = places[i] - 1;
            if (labels[key] is null || frequencies[i] > most[key])
                (labels[key], most[key]) = (texts[i], frequencies[i]);
        }
        return labels;
    }
}
