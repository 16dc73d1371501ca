using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Search.Benchmarks.Game;
using Search.Core;

namespace Search.Benchmarks.Engines;

/// <summary>Id, title, body and date, all stored, with the tokens that every engine here can have: those of the game.</summary>
#pragma warning disable CA1001 // The indexer closes the token streams after every document; there is nothing else to dispose.
internal sealed class SameStockFields : StockFields
#pragma warning restore CA1001
{
    private readonly LetterDigitTokens _title = new(), _body = new();
    private readonly TextField _titleField, _bodyField;

    public SameStockFields()
    {
        _titleField = new TextField(Title, _title);
        _bodyField = new TextField(Body, _body);
    }

    public override Analyzer Analyzer { get; } = new KeywordAnalyzer();

    public override Document Document(Article article)
    {
        _title.SetText(article.Title);
        _body.SetText(article.Body);
        var document = new Document
        {
            new StringField(Id, article.Id, Field.Store.YES),
            _titleField,
            _bodyField,
            new StoredField(Title, article.Title),
            new StoredField(Body, article.Body),
        };
        if (article.Date is { } date)
        {
            document.Add(new StringField(Date, date.ToString(), Field.Store.YES));
            document.Add(new NumericDocValuesField("day", date.Start.Ticks / TimeSpan.TicksPerDay));
        }

        return document;
    }
}
