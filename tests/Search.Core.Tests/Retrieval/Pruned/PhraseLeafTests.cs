using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>Phrases as leaves of a plan in a segment, where random plans hardly ever lead.</summary>
public sealed class PhraseLeafTests
{
    private static readonly SearchBudget s_budget = new(Timeout.InfiniteTimeSpan, default);

    /// <summary>The positions of a word belong to all phrases that have it.</summary>
    [Fact]
    public void A_phrase_reads_its_own_document_after_another_one_moved_a_shared_word()
    {
        using var segment = new SyntheticSegment([SyntheticSegment.Text("a a a z b"), SyntheticSegment.Text("z b b b c")]);
        using var arena = ScratchArena.Rent();
        var plan = new QueryPlan(GroupPlan.AnyOf([segment.Phrase("a b"), segment.Phrase("b c")]), []);
        var opened = SegmentPlan.TryOpen(plan, segment.Reader.Leaves[0], arena)!;
        var (first, second) = ((PhraseLeaf)opened.Leaves[0], (PhraseLeaf)opened.Leaves[1]);
        Assert.NotEqual(0, first.UpperBound(0));
        Assert.NotEqual(0, second.UpperBound(1));
        Assert.Equal(0, first.Score(0));
    }

    /// <summary>Whichever of the words is the rarer one, here and in the archive: by it places are counted.</summary>
    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    public void A_word_that_stands_twice_at_a_position_begins_one_phrase(string frequent)
    {
        SyntheticText[] texts = [SyntheticSegment.Text("a a b", 1, 1, 2), SyntheticSegment.Text("a b b", 1, 2, 2), SyntheticSegment.Text("a b", 1, 2)];
        using var segment = new SyntheticSegment([.. texts, .. Enumerable.Repeat(SyntheticSegment.Text($"{frequent} {frequent} {frequent}"), 5)]);
        var plan = new QueryPlan(segment.Phrase("a b"), []);
        var request = new RetrievalRequest { K = 10 };
        var expected = ExhaustiveRetriever.Search(segment.Reader, plan, request, s_budget);
        Assert.Equal([0, 1, 2], expected.Documents.Select(document => document.DocId));
        Assert.Single(expected.Documents.Select(document => document.Score).Distinct());
        var found = PrunedRetriever.TrySearch(segment.Reader, plan, request, s_budget)!;
        Assert.Equal(expected.Documents, found.Documents);
        Assert.Equal(expected.Count, found.Count);
    }

    /// <summary>In builds with assertions: nothing may be read behind a bitmap, which ends with the segment and not with its window.</summary>
    [Fact]
    public void Counting_by_a_minimum_ends_with_the_segment()
    {
        var random = new Random(1);
        string[] words = ["a", "b", "c"];
        var texts = Enumerable.Range(0, 200).Select(_ => words.Where(_ => random.Next(4) > 0).Append("z").ToArray()).ToList();
        using var segment = new SyntheticSegment(texts.Select(words => SyntheticSegment.Text(string.Join(' ', words))));
        var plan = new QueryPlan(new GroupPlan([.. words.Select(word => new PlanClause(ClauseRole.Optional, segment.Term(word)))], 2), []);
        var found = PrunedRetriever.TrySearch(segment.Reader, plan, new RetrievalRequest { K = 0 }, s_budget)!;
        Assert.Equal(texts.Count(words => words.Length >= 3), found.Count);
    }
}
