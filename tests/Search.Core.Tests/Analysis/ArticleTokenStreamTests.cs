using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Analysis;

namespace Search.Core.Tests.Analysis;

public sealed class ArticleTokenStreamTests
{
    private static readonly AnalysisChain s_chain = new(new AnalysisOptions());

    [Fact]
    public void TheContractHoldsOverAndOver()
    {
        using var stream = new ArticleTokenStream(s_chain);
        foreach (string text in (string[])["", "Khan’s talks", "\uD800 \0", "one"])
        {
            stream.SetText(text, TokenForm.Exact);
            for (int pass = 0; pass < 2; pass++)
                Assert.Equal(Tokens.Spans(text).Select(t => t.Exact), Read(stream).Select(t => t.Term));
        }

        stream.SetText("Khan’s talks", TokenForm.Stem);
        Assert.Equal([("khan", 1), ("talk", 1)], Read(stream));
    }

    [Fact]
    public void ValuesLieAGapApart()
    {
        using var stream = new ArticleTokenStream(s_chain);
        stream.SetValues(["Jane Doe", "", "John O’Brien"], TokenForm.Exact, 100);
        Assert.Equal([("jane", 1), ("doe", 1), ("john", 101), ("o'brien", 1)], Read(stream));
        stream.SetValues([], TokenForm.Exact, 100);
        Assert.Empty(Read(stream));
    }

    [Fact]
    public void TheBeginningOfTheLastValueComesOnceMore()
    {
        using var stream = new ArticleTokenStream(s_chain);
        for (int pass = 0; pass < 2; pass++)
        {
            stream.SetValues(["", "talks in the post-war town"], TokenForm.Stem, gap: 0, leadTokens: 4);
            // The further form of the last token, which needs the text behind it, comes with it.
            Assert.Equal(["talk", "in", "the", "post", "postwar", "war", "town", "talk", "in", "the", "post", "postwar"], Read(stream).Select(token => token.Term));
        }

        stream.SetValues(["", "two words"], TokenForm.Stem, gap: 0, leadTokens: 20);
        Assert.Equal(["two", "word", "two", "word"], Read(stream).Select(token => token.Term));
        stream.SetValues(["", ""], TokenForm.Stem, gap: 0, leadTokens: 20);
        Assert.Empty(Read(stream));
        stream.SetValues(["two words"], TokenForm.Stem, gap: 0);
        Assert.Equal(["two", "word"], Read(stream).Select(token => token.Term));
    }

    [Fact]
    public void AnyTextIsIndexedAndFound()
    {
        using var directory = new RAMDirectory();
        using var stems = new ArticleTokenStream(s_chain);
        using var exact = new ArticleTokenStream(s_chain);
        string million = string.Concat(Enumerable.Repeat("word ", 1_000_000));
        string[] texts =
        [
            "Pakistan’s security talks", "", "\uD800\0\uDC00", "中文 😀 Élysée", million, new string('x', 100_000),
            .. Enumerable.Range(0, 200).Select(seed => RandomText.Next(new Random(seed), 100)),
        ];
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, null!)))
        {
            foreach (string text in texts)
            {
                writer.AddDocument(
                [
                    new TextField("body", stems.SetText(text, TokenForm.Stem)),
                    new TextField("body.exact", exact.SetText(text, TokenForm.Exact)),
                ]);
            }
        }

        using var reader = DirectoryReader.Open(directory);
        Assert.True(new CheckIndex(directory).DoCheckIndex().Clean);
        Assert.Equal(1_000_000, reader.GetSumTotalTermFreq("body.exact") - texts.Where(t => t != million).Sum(t => Tokens.Spans(t).Count + Tokens.Acronyms(t).Count));
        var searcher = new IndexSearcher(reader);
        for (int document = 0; document < texts.Length; document++)
        {
            var tokens = Tokens.Spans(texts[document]);
            if (tokens.Count is < 2 or > 1_000)
                continue;
            var phrase = new PhraseQuery { new Term("body.exact", tokens[0].Exact), new Term("body.exact", tokens[1].Exact) };
            Assert.Contains(searcher.Search(phrase, texts.Length).ScoreDocs, hit => hit.Doc == document);
        }
    }

    [Fact]
    public void ReusingTheStreamAllocatesNothing()
    {
        using var stream = new ArticleTokenStream(s_chain);
        string text = string.Concat(Enumerable.Repeat("Pakistan’s talks with the U.S. at the Élysée ", 500));
        Count();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(4_000, Count());
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 4_096, $"{allocated} bytes");

        int Count()
        {
            stream.SetText(text, TokenForm.Stem);
            stream.Reset();
            int tokens = 0;
            while (stream.IncrementToken())
                tokens++;
            stream.End();
            return tokens;
        }
    }

    private static List<(string Term, int Increment)> Read(ArticleTokenStream stream)
    {
        var terms = new List<(string, int)>();
        var term = stream.GetAttribute<ITermToBytesRefAttribute>();
        var increment = stream.GetAttribute<IPositionIncrementAttribute>();
        stream.Reset();
        while (stream.IncrementToken())
        {
            term.FillBytesRef();
            terms.Add((term.BytesRef.Utf8ToString(), increment.PositionIncrement));
        }

        Assert.False(stream.IncrementToken());
        stream.End();
        return terms;
    }
}
