using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Postings;
using Search.Core.Scoring;
using LuceneFieldType = Lucene.Net.Documents.FieldType;

namespace Search.Core.Tests.Postings;

/// <summary>A random index of our codec and, beside it, what every document of it has, kept plainly.</summary>
internal sealed class TwinIndex
{
    /// <summary>Field names and how they are indexed: positions with lengths, the same without (twice), frequencies alone, documents alone.</summary>
    public static readonly (string Name, IndexOptions Options, bool Norms)[] Fields =
    [
        ("text", IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, true),
        ("text.exact", IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, false),
        ("plain", IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, false),
        ("counts", IndexOptions.DOCS_AND_FREQS, true),
        ("tags", IndexOptions.DOCS_ONLY, false),
    ];

    private readonly Random _random;
    private readonly List<Dictionary<string, List<(string Term, int Position)>>> _documents = [];

    public TwinIndex(Random random) => _random = random;

    /// <summary>Documents made so far.</summary>
    public int Count => _documents.Count;

    public static IndexWriterConfig Config(bool compound = false)
    {
        ArticleCodec.Register();
        return new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
        {
            Codec = ArticleCodec.Instance,
            Similarity = new ExactLengthSimilarity(),
            UseCompoundFile = compound,
            MergePolicy = new LogDocMergePolicy { NoCFSRatio = compound ? 1 : 0 },
        };
    }

    /// <summary>Adds documents in which each of the given terms is in as many as it says.</summary>
    public void Add(IndexWriter writer, int count, IReadOnlyList<int> docFreqs, double fieldShare = 1)
    {
        int first = _documents.Count;
        for (int i = 0; i < count; i++)
            _documents.Add(Fields.ToDictionary(field => field.Name, _ => new List<(string, int)>()));
        foreach (var field in Fields)
        {
            for (int t = 0; t < docFreqs.Count; t++)
            {
                foreach (int doc in Choose(count, Math.Min(docFreqs[t], count)))
                    AddTerm(_documents[first + doc][field.Name], $"t{t}", field.Options);
            }
        }

        for (int i = first; i < _documents.Count; i++)
        {
            // The exact forms stand where the stems do.
            _documents[i]["text.exact"] = [.. _documents[i]["text"].Select(token => (token.Term + "x", token.Position))];
            writer.AddDocument(ToDocument(i, fieldShare));
        }
    }

    /// <summary>Compares everything that a reader gives with the twin.</summary>
    public void AssertSame(DirectoryReader reader)
    {
        foreach (var leaf in reader.Leaves)
        {
            var segment = leaf.AtomicReader;
            int[] labels = [.. Enumerable.Range(0, segment.MaxDoc).Select(doc => int.Parse(segment.Document(doc).Get("label")))];
            foreach (var field in Fields)
                AssertField(segment, field.Name, field.Options, labels);
            foreach (var field in Fields.Where(field => field.Norms))
                AssertLengths(segment, field.Name, labels);
            Assert.NotNull(ArticleFieldsProducer.Of(segment));
            Assert.Empty(PostingsChecker.Check(segment));
        }
    }

    private void AssertField(AtomicReader segment, string field, IndexOptions options, int[] labels)
    {
        var expected = new SortedDictionary<string, List<(int Doc, List<int> Positions)>>(StringComparer.Ordinal);
        for (int doc = 0; doc < labels.Length; doc++)
        {
            foreach (var group in _documents[labels[doc]][field].GroupBy(token => token.Term))
            {
                if (!expected.TryGetValue(group.Key, out var list))
                    expected[group.Key] = list = [];
                list.Add((doc, [.. group.Select(token => token.Position)]));
            }
        }

        var terms = segment.GetTerms(field)?.GetEnumerator();
        Assert.Equal(expected.Count > 0, terms is not null && segment.GetTerms(field).Count != 0);
        DocsEnum? docs = null;
        DocsAndPositionsEnum? positions = null;
        foreach (var (term, list) in expected)
        {
            Assert.True(terms!.MoveNext());
            Assert.Equal(term, terms.Term.Utf8ToString());
            Assert.Equal(list.Count, terms.DocFreq);
            if (options != IndexOptions.DOCS_ONLY)
                Assert.Equal(list.Sum(posting => (long)posting.Positions.Count), terms.TotalTermFreq);
            foreach (var live in new[] { null, segment.LiveDocs })
            {
                var living = live is null ? list : list.FindAll(posting => live.Get(posting.Doc));
                docs = terms.Docs(live, _random.Next(2) == 0 ? docs : null, _random.Next(2) == 0 ? DocsFlags.NONE : DocsFlags.FREQS);
                AssertWalk(docs, living, options, jumps: false);
                docs = terms.Docs(live, docs, DocsFlags.FREQS);
                AssertWalk(docs, living, options, jumps: true);
                positions = terms.DocsAndPositions(live, positions);
                Assert.Equal(options == IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, positions is not null);
                if (positions is null)
                    continue;
                AssertWalk(positions, living, options, jumps: false);
                positions = terms.DocsAndPositions(live, positions, DocsAndPositionsFlags.OFFSETS | DocsAndPositionsFlags.PAYLOADS);
                AssertWalk(positions, living, options, jumps: true);
            }
        }

        Assert.False(terms?.MoveNext() ?? false);
    }

    private void AssertWalk(DocsEnum docs, List<(int Doc, List<int> Positions)> expected, IndexOptions options, bool jumps)
    {
        Assert.Equal(-1, docs.DocID);
        int at = -1;
        while (true)
        {
            int doc;
            if (jumps && _random.Next(3) > 0)
            {
                int target = (at < 0 ? 0 : expected[at].Doc + 1) + (_random.Next(4) == 0 ? _random.Next(2_000) : _random.Next(40));
                at = expected.FindIndex(at + 1, posting => posting.Doc >= target);
                doc = docs.Advance(target);
            }
            else
            {
                at = at + 1 < expected.Count ? at + 1 : -1;
                doc = docs.NextDoc();
            }

            Assert.Equal(at < 0 ? DocsEnum.NO_MORE_DOCS : expected[at].Doc, doc);
            Assert.Equal(doc, docs.DocID);
            if (at < 0)
                return;
            if (jumps && _random.Next(3) == 0)
                continue;
            var places = expected[at].Positions;
            Assert.Equal(options == IndexOptions.DOCS_ONLY ? 1 : places.Count, docs.Freq);
            if (docs is not DocsAndPositionsEnum positions)
                continue;
            foreach (int place in places.Take(_random.Next(2) == 0 ? places.Count : 1))
            {
                Assert.Equal(place, positions.NextPosition());
                Assert.Equal((-1, -1, null), (positions.StartOffset, positions.EndOffset, positions.GetPayload()));
            }
        }
    }

    /// <summary>Terms at one position count once.</summary>
    private void AssertLengths(AtomicReader segment, string field, int[] labels)
    {
        var lengths = segment.GetNormValues(field);
        if (lengths is null)
        {
            Assert.All(labels, label => Assert.Empty(_documents[label][field]));
            return;
        }

        Assert.IsType<FlatLengths>(lengths);
        for (int doc = 0; doc < labels.Length; doc++)
            Assert.Equal(_documents[labels[doc]][field].Select(token => token.Position).Distinct().Count(), lengths.Get(doc));
    }

    private void AddTerm(List<(string Term, int Position)> tokens, string term, IndexOptions options)
    {
        int freq = options == IndexOptions.DOCS_ONLY || _random.Next(3) > 0 ? 1 : _random.Next(10) == 0 ? _random.Next(1, 60) : _random.Next(1, 4);
        for (; freq > 0; freq--)
            tokens.Add((term, (tokens.Count == 0 ? 0 : tokens[^1].Position) + _random.Next(_random.Next(8) == 0 ? 3_000 : 5)));
    }

    private Document ToDocument(int label, double fieldShare)
    {
        var document = new Document { new StringField("id", $"{label}", Field.Store.NO), new StoredField("label", $"{label}") };
        bool keepsAll = _random.NextDouble() < fieldShare;
        foreach (var (name, options, norms) in Fields)
        {
            // A document without the field has no length in it.
            if (!keepsAll && name is "counts")
                _documents[label][name] = [];
            if (_documents[label][name].Count > 0)
                document.Add(new Field(name, new ListTokens(_documents[label][name]), TypeOf(options, norms)));
        }

        return document;
    }

    private static LuceneFieldType TypeOf(IndexOptions options, bool norms) =>
        new() { IsIndexed = true, IsTokenized = true, OmitNorms = !norms, IndexOptions = options };

    private IEnumerable<int> Choose(int count, int chosen)
    {
        int[] numbers = [.. Enumerable.Range(0, count)];
        _random.Shuffle(numbers);
        return numbers.Take(chosen);
    }
}
