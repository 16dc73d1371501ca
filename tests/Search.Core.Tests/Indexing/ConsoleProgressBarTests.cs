namespace Search.Core.Tests.Indexing;

public sealed class ConsoleProgressBarTests
{
    [Fact]
    public void ATerminalGetsOneLineThatIsRedrawn()
    {
        using var writer = new StringWriter();
        var bar = new ConsoleProgressBar(writer, isTerminal: true);
        bar.Report(new AddProgress(10, 0, 0, 50, 100, TimeSpan.FromSeconds(1)));
        bar.Report(new AddProgress(20, 5, 1, 100, 100, TimeSpan.FromSeconds(2), IsComplete: true));

        string text = writer.ToString();
        Assert.Contains("\r[###############...............]  50 %  10 articles, 10/s", text, StringComparison.Ordinal);
        Assert.Contains("100 %  25 articles, 12/s, 5 replaced, 1 failed", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Count(character => character == '\n'));
    }

    [Fact]
    public void AFileGetsALineNowAndThen()
    {
        using var writer = new StringWriter();
        var bar = new ConsoleProgressBar(writer, isTerminal: false);
        for (int second = 0; second <= 11; second++)
            bar.Report(new AddProgress(second, 0, 0, 0, null, TimeSpan.FromSeconds(second), IsComplete: second == 11));

        Assert.Equal(["0 articles, 0/s", "5 articles, 1/s", "10 articles, 1/s", "11 articles, 1/s"],
            writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain('\r', writer.ToString().ReplaceLineEndings("\n"));
    }
}
