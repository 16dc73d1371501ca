using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Postings;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Tests.Retrieval;

/// <summary>One segment of our codec with a term for each kind of list, whose documents, frequencies and positions are known.</summary>
internal sealed class KernelIndex : IDisposable
{
    /// <summary>No multiple of 64, and more than two windows.</summary>
    public const int MaxDoc = 9_001;

    private readonly RAMDirectory _directory = new();
    private readonly Dictionary<string, int[][]> _positions = [];
    private readonly AtomicReaderContext _leaf;
    private readonly DirectoryReader _reader;

    public KernelIndex(int seed)
    {
        var random = new Random(seed);
        var words = new List<string>[MaxDoc];
        for (int doc = 0; doc < MaxDoc; doc++)
            words[doc] = [.. Enumerable.Repeat("filler", random.Next(1, 40))];
        foreach (int docFreq in DocFreqs)
            Plant(words, random, docFreq, from: 0, MaxDoc);
        // All in one stretch: blocks of width 0, and windows with nothing.
        Plant(words, random, 400, from: 5_000, 5_400);
        ArticleCodec.Register();
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, null)
        {
            Similarity = new ExactLengthSimilarity(),
            Codec = ArticleCodec.Instance,
            MergePolicy = NoMergePolicy.COMPOUND_FILES,
        }))
        {
            for (int doc = 0; doc < MaxDoc; doc++)
                writer.AddDocument(SyntheticFields.ToLucene(Document(doc, words[doc], random), doc));
        }
        _reader = DirectoryReader.Open(_directory);
        _leaf = Assert.Single(_reader.Leaves);
        Postings = ArticleFieldsProducer.Of(_leaf.AtomicReader)!.Postings;
    }

    /// <summary>Singletons, short, packed (one, two and some blocks, up to the last number of it) and bitmaps.</summary>
    public static int[] DocFreqs { get; } = [1, 2, 60, 127, 128, 129, 256, 562, 563, 3_000, MaxDoc];

    public static string[] Terms { get; } = [.. DocFreqs.Select(docFreq => $"f{docFreq}from0"), "f400from5000"];

    public SegmentPostings Postings { get; }

    /// <summary>The positions of a term by document, in the field of texts; none where a document does not have it.</summary>
    public int[][] Positions(string term) => _positions[term];

    /// <summary>Opens a list of a field.</summary>
    public PostingsList Open(string field, string term)
    {
        var state = (ArticleTermState)IndexTerm.Find(_reader, field, new BytesRef(term)).State(0)!;
        Postings.Open(state, _leaf.AtomicReader.FieldInfos.FieldInfo(field), out var list);
        return list;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _directory.Dispose();
    }

    private static void Plant(List<string>[] words, Random random, int docFreq, int from, int end)
    {
        int[] docs = [.. Enumerable.Range(from, end - from)];
        random.Shuffle(docs);
        foreach (int doc in docs.AsSpan(0, docFreq))
        {
            for (int i = random.Next(4) == 0 ? random.Next(1, 70) : 1; i > 0; i--)
                words[doc].Add($"f{docFreq}from{from}");
        }
    }

    private SyntheticDocument Document(int doc, List<string> words, Random random)
    {
        string[] all = [.. words];
        random.Shuffle(all);
        foreach (string term in Terms)
        {
            if (!_positions.TryGetValue(term, out int[][]? positions))
                _positions.Add(term, positions = new int[MaxDoc][]);
            positions[doc] = [.. Enumerable.Range(0, all.Length).Where(i => all[i] == term)];
        }
        return new SyntheticDocument
        {
            Id = $"d{doc}",
            Body = new SyntheticText(all, all, [.. Enumerable.Range(0, all.Length)]),
            Topics = [.. all.Distinct()],
        };
    }
}
