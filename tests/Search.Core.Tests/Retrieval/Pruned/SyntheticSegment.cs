using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Postings;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Tests.Retrieval;

/// <summary>One segment of our codec with given texts, and plans over it.</summary>
internal sealed class SyntheticSegment : IDisposable
{
    private readonly RAMDirectory _directory = new();

    public SyntheticSegment(IEnumerable<SyntheticText> bodies)
    {
        ArticleCodec.Register();
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, null) { Similarity = new ExactLengthSimilarity(), Codec = ArticleCodec.Instance }))
        {
            int doc = 0;
            foreach (var body in bodies)
                writer.AddDocument(SyntheticFields.ToLucene(new SyntheticDocument { Id = $"d{doc}", Body = body }, doc++));
            writer.ForceMerge(1);
        }
        Reader = DirectoryReader.Open(_directory);
    }

    public DirectoryReader Reader { get; }

    /// <summary>Words at positions of their own.</summary>
    public static SyntheticText Text(string words, params int[] positions)
    {
        string[] all = words.Split(' ');
        return new SyntheticText(all, all, positions.Length > 0 ? positions : [.. Enumerable.Range(0, all.Length)]);
    }

    public TermPlan Term(string word) => new(Find(word), Scoring(), 1);

    public PhrasePlan Phrase(string words) => new([.. words.Split(' ').Select(Find)], 0, Scoring(), 1);

    public void Dispose()
    {
        Reader.Dispose();
        _directory.Dispose();
    }

    private IndexTerm Find(string word) => IndexTerm.Find(Reader, FieldNames.Body, new BytesRef(word));

    private FieldScoring Scoring() => FieldScoring.Read(Reader, FieldNames.Body, new RankingOptions());
}
