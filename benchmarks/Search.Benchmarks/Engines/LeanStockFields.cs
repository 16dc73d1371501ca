using Lucene.Net.Analysis;
using Lucene.Net.Analysis.En;
using Lucene.Net.Documents;
using Lucene.Net.Util;
using Search.Core;

namespace Search.Benchmarks.Engines;

/// <summary>What the Java peer indexes: id, title, body and date, the texts once, stemmed and without stop words.</summary>
internal sealed class LeanStockFields : StockFields
{
    public override Analyzer Analyzer { get; } = new EnglishAnalyzer(LuceneVersion.LUCENE_48);

    public override Document Document(Article article)
    {
        var document = new Document
        {
            new StringField(Id, article.Id, Field.Store.YES),
            new TextField(Title, article.Title, Field.Store.YES),
            new TextField(Body, article.Body, Field.Store.YES),
        };
        if (article.Date is { } date)
        {
            document.Add(new StringField(Date, date.ToString(), Field.Store.YES));
            document.Add(new NumericDocValuesField("day", date.Start.Ticks / TimeSpan.TicksPerDay));
        }

        return document;
    }
}
