using System.Globalization;
using Lucene.Net.Index;

namespace Search.Core.Facets;

/// <summary>Reads the years, months or days of a date's doc values: those that its period lies within as a whole.</summary>
internal static class PeriodFacetReader
{
    public static SegmentFacet? Read(AtomicReader reader, FacetSource source)
    {
        if (reader.GetNumericDocValues(source.Field) is not { } starts || reader.GetNumericDocValues(source.EndField) is not { } ends
            || reader.GetDocsWithField(source.Field) is not { } present)
            return null;

        int[] first = new int[reader.MaxDoc];
        var periods = new HashSet<int>();
        for (int doc = 0; doc < first.Length; doc++)
        {
            if (present.Get(doc) && PeriodOf(starts.Get(doc), source.Unit) is var period && PeriodOf(ends.Get(doc), source.Unit) == period)
                periods.Add(first[doc] = period);
        }
        if (periods.Count == 0)
            return null;

        int[] sorted = [.. periods.Order()];
        int least = sorted[0];
        int[] places = new int[sorted[^1] - least + 1];
        for (int i = 0; i < sorted.Length; i++)
            places[sorted[i] - least] = i + 1;
        for (int doc = 0; doc < first.Length; doc++)
            first[doc] = first[doc] == 0 ? 0 : places[first[doc] - least];
        string[] names = Array.ConvertAll(sorted, period => Name(period, source.Unit));
        return new SegmentFacet(names, names, new DocumentOrdinals(names.Length, first, []));
    }

    /// <summary>A period as a number above 0.</summary>
    private static int PeriodOf(long ticks, PeriodUnit unit)
    {
        var time = new DateTime(ticks);
        return unit switch
        {
            PeriodUnit.Year => time.Year,
            PeriodUnit.Month => time.Year * 12 + time.Month - 1,
            _ => 1 + (int)(ticks / TimeSpan.TicksPerDay),
        };
    }

    /// <summary>As an <see cref="ArticleDate"/> is written; the order of the texts is that of the periods.</summary>
    private static string Name(int period, PeriodUnit unit) => unit switch
    {
        PeriodUnit.Year => period.ToString("0000", CultureInfo.InvariantCulture),
        PeriodUnit.Month => string.Create(CultureInfo.InvariantCulture, $"{period / 12:0000}-{period % 12 + 1:00}"),
        _ => new DateTime((period - 1) * TimeSpan.TicksPerDay).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
