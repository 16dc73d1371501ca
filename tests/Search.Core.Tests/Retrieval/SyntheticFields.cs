using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Analysis;
using Search.Core.Postings;
using LuceneFieldType = Lucene.Net.Documents.FieldType;

namespace Search.Core.Tests.Retrieval;

/// <summary>Makes Lucene documents of synthetic ones, with the fields of the product's index format.</summary>
internal static class SyntheticFields
{
    public const string Topic = "topic";

    public const string Number = "words";

    /// <summary>Doc values that tell which of the documents that were ever written it is.</summary>
    public const string Version = "test.version";

    private static readonly LuceneFieldType s_stems = Type(omitNorms: false, IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    private static readonly LuceneFieldType s_together = Type(omitNorms: false, IndexOptions.DOCS_AND_FREQS);
    private static readonly LuceneFieldType s_exact = Type(omitNorms: true, IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    private static readonly LuceneFieldType s_keyword = Type(omitNorms: true, IndexOptions.DOCS_ONLY);

    public static Document ToLucene(SyntheticDocument document, int version)
    {
        var lucene = new Document
        {
            new Field(FieldNames.Id, new Tokens([document.Id], null), s_keyword),
            new NumericDocValuesField(Version, version),
        };
        AddText(lucene, FieldNames.Title, document.Title);
        AddText(lucene, FieldNames.Body, document.Body);
        if (document.TitleAndBody is { Length: > 0 } both)
            lucene.Add(new Field(FieldNames.TitleAndBody, new Tokens(both, null), s_together));
        foreach (string topic in document.Topics)
        {
            lucene.Add(new Field(FieldNames.Keyword(Topic), new Tokens([topic], null), s_keyword));
            lucene.Add(new SortedSetDocValuesField(FieldNames.Facet(Topic), new BytesRef(topic)));
        }
        if (document.Date is { } date)
        {
            lucene.Add(new NumericDocValuesField(FieldNames.DateStart, date.Start));
            lucene.Add(new NumericDocValuesField(FieldNames.DateEnd, date.End));
        }
        if (document.Number is { } number)
            lucene.Add(new NumericDocValuesField(FieldNames.Number(Number), number));
        return lucene;
    }

    private static void AddText(Document lucene, string field, SyntheticText? text)
    {
        if (text is null)
            return;
        lucene.Add(new Field(field, new Tokens(text.Stems, text.Positions), s_stems));
        lucene.Add(new Field(field + FieldNames.ExactSuffix, new Tokens(text.Exact, text.Positions), s_exact));
    }

    private static LuceneFieldType Type(bool omitNorms, IndexOptions options)
    {
        var type = new LuceneFieldType { IsIndexed = true, IsTokenized = true, OmitNorms = omitNorms, IndexOptions = options };
        type.Freeze();
        return type;
    }

    private sealed class Tokens : TokenStream
    {
        private readonly string[] _words;
        private readonly int[]? _positions;
        private readonly Utf8TermAttribute _term = new();
        private readonly IPositionIncrementAttribute _increment;
        private int _next;

        public Tokens(string[] words, int[]? positions)
        {
            (_words, _positions) = (words, positions);
            AddAttributeImpl(_term);
            _increment = AddAttribute<IPositionIncrementAttribute>();
        }

        public override void Reset()
        {
            base.Reset();
            _next = 0;
        }

        public override bool IncrementToken()
        {
            if (_next == _words.Length)
                return false;
            _term.Set(_words[_next]);
            _increment.PositionIncrement = _positions is null ? 1 : _positions[_next] - (_next == 0 ? -1 : _positions[_next - 1]);
            _next++;
            return true;
        }

        public override void End()
        {
            base.End();
            _increment.PositionIncrement = 0;
        }
    }
}
