using System.Text;
using Search.Core.Analysis;
using Search.Core.Suggesting;

namespace Search.Core.Tests.Suggesting;

public sealed class PhraseReaderTests
{
    [Fact]
    public void Names_stand_in_the_opening_and_are_written_as_there()
    {
        var phrases = Read("", "Yesterday the new head of the Bank of England met with the former Foreign Minister Shah Mahmood Qureshi in the city of Washington. Police said so in the evening. They were also met by J. K. Rowling at the door of NATO’s house.");
        Assert.Equal("Bank of England", phrases["bank of england"]);
        Assert.Equal("Washington", phrases["washington"]);
        Assert.Equal("Mahmood Qureshi", phrases["mahmood qureshi"]);
        Assert.Equal("Foreign Minister Shah Mahmood Qureshi", phrases["foreign minister shah mahmood qureshi"]);
        Assert.Equal("J. K. Rowling", phrases["j k rowling"]);
        Assert.Equal("NATO", phrases["nato"]);
        // The first words of sentences are no names for their capitals.
        Assert.DoesNotContain("police", phrases.Keys);
        Assert.DoesNotContain("they", phrases.Keys);
    }

    [Fact]
    public void A_title_is_one_and_so_are_its_words_in_a_row()
    {
        var phrases = Read("Khan’s “climate change” plan: Is it AND enough?", "");
        Assert.Equal("Khan’s climate change plan Is it and enough", phrases["khan climate change plan is it and enough"]);
        Assert.Equal("climate change plan", phrases["climate change plan"]);
        Assert.Contains("climate", phrases.Keys);
        Assert.DoesNotContain("plan is", phrases.Keys);
    }

    [Fact]
    public void Words_between_stop_words_are_a_phrase() =>
        Assert.Equal("interest rates", Read("", "It was about the interest rates that were.")["interest rates"]);

    [Fact]
    public void A_text_in_capitals_has_no_names() =>
        Assert.Empty(Read("", "THE HEAD OF THE BANK MET THE PRESS"));

    [Fact]
    public void A_name_is_shown_before_a_title_and_a_title_before_words()
    {
        var chain = new AnalysisChain(new AnalysisOptions());
        var reader = new PhraseReader(chain);
        var counts = new PhraseCounts();
        reader.Read(new Article { Id = "1", Title = "élan vital", Body = "" }, counts);
        reader.Read(new Article { Id = "2", Title = "ELAN VITAL", Body = "" }, counts);
        Assert.Equal("élan vital", Phrases(counts)["elan vital"]);
        reader.Read(new Article { Id = "3", Title = "", Body = "it was called Élan Vital by him" }, counts);
        Assert.Equal("Élan Vital", Phrases(counts)["elan vital"]);
    }

    private static Dictionary<string, string> Read(string title, string body)
    {
        var counts = new PhraseCounts();
        new PhraseReader(new AnalysisChain(new AnalysisOptions())).Read(new Article { Id = "1", Title = title, Body = body }, counts);
        return Phrases(counts);
    }

    private static Dictionary<string, string> Phrases(PhraseCounts counts)
    {
        var phrases = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var cursor = counts.ToList(least: 1).Open(); cursor.MoveNext();)
            phrases.Add(Encoding.UTF8.GetString(cursor.Key), Encoding.UTF8.GetString(cursor.Display));
        return phrases;
    }
}
