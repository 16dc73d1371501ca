using Search.Core.Duplicates;

namespace Search.Core.Tests.Duplicates;

/// <summary>Sketches against their naive twin, and what they are robust to.</summary>
public sealed class SketchTests
{
    private const string Story = """
        The harbour bridge was closed to all traffic on Monday after an inspector found a crack in one of the main cables, the mayor said. It is the second time in
        a year that the bridge has had to shut. Engineers of the city will look at the cable in the coming days and say how long it will take to mend. Until then
        ferries are to run every ten minutes from the old pier, and the fare is the same as it was for the tram. "We ask for the patience of every one of you," the
        mayor told a crowd at the pier. The bridge, built in 1932, is used by about 40,000 people a day, and it has not been closed for more than an hour since the
        storm of 1987. The owner of a shop at the foot of the bridge said she had lost half of her trade by noon. A spokesman for the ferry line said that it had
        four boats and could hire two more if the work on the bridge was not done by the end of the week.
        """;

    [Fact]
    public void Random_texts_have_the_sketch_and_the_neighbours_of_the_twin()
    {
        var random = new Random(1);
        var builder = new SketchBuilder();
        var known = new List<(ArticleSketch Sketch, (int, List<uint>) Twin)>();
        int near = 0;
        for (int i = 0; i < 400; i++)
        {
            string title = random.Next(2) == 0 ? "" : "It's the Mayor's", body = Stories.Body(random, random.Next(30));
            var sketch = builder.Build(title, body);
            var twin = NaiveSketch.Of(title, body);
            Assert.Equal(twin?.Count, sketch?.Count);
            if (sketch is null || twin is null)
                continue;
            Assert.Equal(twin.Value.Hashes, sketch.Hashes.ToArray());
            foreach (var (other, otherTwin) in known)
            {
                bool are = NearDuplicates.Are(sketch, other);
                Assert.Equal(NaiveSketch.AreNear(twin.Value, otherTwin), are);
                Assert.Equal(are, NearDuplicates.Are(other, sketch));
                near += are ? 1 : 0;
            }
            known.Add((sketch, twin.Value));
        }
        Assert.InRange(near, 500, 20_000);
    }

    [Fact]
    public void Sketches_come_back_from_their_bytes()
    {
        var random = new Random(2);
        var builder = new SketchBuilder();
        for (int i = 0; i < 200; i++)
        {
            if (builder.Build("title", Stories.Body(random, i)) is not { } sketch)
                continue;
            byte[] bytes = SketchBytes.Encode(sketch);
            var back = SketchBytes.Decode(bytes);
            Assert.Equal(sketch.Count, back.Count);
            Assert.Equal(sketch.Hashes.ToArray(), back.Hashes.ToArray());
            Assert.Throws<InvalidDataException>(() => SketchBytes.Decode(bytes.AsSpan(0, random.Next(bytes.Length))));
            Assert.Throws<InvalidDataException>(() => SketchBytes.Decode([.. bytes, 0]));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("FFFFFFFFFF")]
    [InlineData("00")]
    [InlineData("01000001")]
    [InlineData("02000002000001")]
    [InlineData("02000001000001")]
    public void Bytes_that_are_no_sketch_are_refused(string hex) =>
        Assert.Throws<InvalidDataException>(() => SketchBytes.Decode(Convert.FromHexString(hex)));

    [Fact]
    public void Altered_bytes_are_refused_or_are_another_sketch()
    {
        var random = new Random(3);
        byte[] bytes = SketchBytes.Encode(new SketchBuilder().Build("", Story)!);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] altered = [.. bytes];
            altered[random.Next(altered.Length)] = (byte)random.Next(256);
            try
            {
                var sketch = SketchBytes.Decode(altered);
                Assert.Equal(Math.Min(sketch.Count, ArticleSketch.Size), sketch.Hashes.Length);
            }
            catch (InvalidDataException)
            {
                // As it should be.
            }
        }
    }

    /// <summary>The example of docs/index-format.md: a change of it is a change of the format.</summary>
    [Fact]
    public void The_bytes_are_those_of_the_format_page()
    {
        var sketch = new SketchBuilder().Build("T", "hi");
        Assert.Equal("02" + Documented, Convert.ToHexString(SketchBytes.Encode(sketch!)));
        Assert.Equal(2, sketch!.Keys.Length);
        Assert.Equal("0000", SketchBytes.Key(0));
        Assert.Equal("~~~~", SketchBytes.Key(ArticleSketch.LargestHash));
    }

    private const string Documented = "746511A3F75E";

    [Fact]
    public void What_happens_to_a_story_on_its_way_leaves_it_the_same_story()
    {
        string[] sentences = Story.Split(". ");
        Assert.All(
            (string[])
            [
                Story.ToUpperInvariant(),
                Story.Replace('\n', ' ').Replace("\"", "“", StringComparison.Ordinal),
                "By Maria Ortiz\n\nPORT CITY (Wire) - " + Story,
                string.Join(". ", sentences[..^3]),
                "Home\nNews\nSport\n\nShare this article\n\n" + Story + "\n\nSign up for our newsletter to get the latest stories in your inbox.\n\nRelated stories\n\nRiver rises again",
                Story.Replace("Monday", "Tuesday", StringComparison.Ordinal).Replace("40,000", "45,000", StringComparison.Ordinal).Replace("a crowd", "reporters", StringComparison.Ordinal),
                "The harbour bridge is to stay shut for a month, the city said on Friday, as the crack is deeper than thought. " + string.Join(". ", sentences[1..]),
            ],
            version => Assert.True(AreNear(Story, version), version));
    }

    [Fact]
    public void Another_report_of_the_same_event_is_another_story()
    {
        Assert.False(AreNear(Story, """
            Thousands of commuters had to find another way to work on Monday when the harbour bridge was shut because of a cracked cable. The mayor said the crack was found
            by an inspector in the early hours, and that the city had no choice. "I will not put a single life at risk," she told reporters at city hall. The bridge had
            been shut once before this year, for a test of the lights. It was not clear when it would open again; one engineer, who did not want to be named, spoke of
            weeks. Boats are to carry people over the water in the meantime. Many walked to the old pier in the rain, where the queue was longer than a mile by nine in
            the morning. "It is a shame for a city of this size," said a teacher who had been there for an hour. The state is to send two men of its own to look at it.
            """));
        Assert.False(AreNear("Net shr 12 cts vs 9 cts", "Net shr 13 cts vs 9 cts"));
        Assert.True(AreNear("Net shr 12 cts vs 9 cts", "NET SHR 12 CTS VS. 9 CTS"));
    }

    private static bool AreNear(string first, string second)
    {
        var builder = new SketchBuilder();
        return NearDuplicates.Are(builder.Build("", first)!, builder.Build("", second)!);
    }
}
