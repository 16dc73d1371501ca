namespace Search.Core.Tests.Searching;

/// <summary>What is made ready beside the first opening of a process is what a search would do, and can be done more than once.</summary>
public sealed class ColdStartTests
{
    [Theory]
    [InlineData(Stemming.Light)]
    [InlineData(Stemming.None)]
    public void It_goes_the_way_of_a_search(Stemming stemming)
    {
        for (int time = 0; time < 2; time++)
        {
            var passages = ColdStart.MakeReady(new AnalysisOptions { Stemming = stemming });
            string[] marked = [.. passages.SelectMany(passage => passage.Matches.Select(match => passage.Text.Substring(match.Start, match.Length)))];
            Assert.Equal(["harbour", "gates", "storm"], marked);
        }
    }
}
