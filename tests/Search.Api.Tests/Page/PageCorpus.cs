using System.Text.Json;

namespace Search.Api.Tests.Page;

/// <summary>The articles of the page's tests.</summary>
internal static class PageCorpus
{
    public const string HostileTitle = "<img src=x onerror=\"window.hit=1\"> & </title><script>window.hit=1</script>";
    public const string HostileBody = "A viper body: </script><script>window.hit=1</script> &lt;mark&gt; <svg onload=window.hit=1> \"quoted\" 'single' &#60;b&#62;\r\n\r\nSecond viper paragraph <mark>not ours</mark>.";
    public const string HebrewTitle = "המגדלור הישן נפתח מחדש";

    /// <summary>The text of three copies of one story, of which <c>airfield</c> is another one.</summary>
    private const string Zeppelin = "The old zeppelin came down at the airfield of the town on Sunday, to the joy of all who had come to see it. It was the first time in a century that one of them "
        + "was on the mast of the field. The man at the helm said that the wind was in his favour and that he had not had to use the ballast. It is to fly to the sea on Monday, and from there to the south.";

    /// <summary>How many articles have the word lantern: three pages of them.</summary>
    public const int Lanterns = 24;

    public static IEnumerable<string> Lines()
    {
        // Alternating sources; months from 2020-01 on, so that 2021 holds the thirteenth to the twenty-fourth.
        for (int i = 0; i < Lanterns; i++)
        {
            yield return Line(new
            {
                id = $"lantern/{i:00}",
                title = $"Lantern report {i}",
                body = $"The lantern of tower {i} was lit. Nobody else saw it.\n\nIt burned until morning.",
                date = $"{2020 + i / 12}-{i % 12 + 1:00}",
                source = i % 2 == 0 ? "The Beacon" : "Coast Daily",
                authors = new[] { i % 3 == 0 ? "Ada Quill" : "Ben Moss" },
                url = $"https://example.org/lantern/{i}",
            });
        }
        yield return Line(new
        {
            id = "bridge",
            title = "Harbour bridge opens",
            body = "The harbour bridge opened.\n\n" + string.Join("\n\n", Enumerable.Range(1, 40).Select(i => $"Paragraph {i} of a long article about a bridge and its keepers.")),
            date = "2011-07-14",
            source = "The Beacon",
            url = "https://example.org/bridge?a=1&b=2",
            topic = "transport",
        });
        yield return Line(new { id = "../hostile <b>/%2F?#", title = HostileTitle, body = HostileBody, source = "<b onclick=window.hit=1>Viper</b>", authors = new[] { "\"><script>window.hit=1</script>" }, url = "javascript:window.hit=1", date = "2019" });
        yield return Line(new { id = "hebrew", title = HebrewTitle, body = "המגדלור בחיפה נפתח. lighthouse צוות המגדלור שמח.", source = "הארץ הצפונית", date = "2018-02-03" });
        yield return Line(new { id = "emoji", title = "👩‍🚀 orbit 🛰️ report", body = "🚀🚀 A pelican 🐦 orbits 👨‍👩‍👧‍👦 the café 🌍 pelican again.", date = "2017-05-04T09:30:00Z" });
        for (int i = 0; i < 3; i++)
            yield return Line(new { id = $"copy/{i}", title = $"Zeppelin lands, version {i}", body = $"{(i == 1 ? "By Ada Quill\n\n" : "")}{Zeppelin}", source = new[] { "Air Wire", "Coast Daily", "The Beacon" }[i], date = $"2016-03-0{i + 1}" });
        yield return Line(new { id = "airfield", title = "Airfield sold", body = "The airfield where the zeppelin came down was sold to a farmer, who will keep the mast.", source = "Coast Daily", date = "2016-04" });
        yield return Line(new { id = "wide", title = "Unbroken " + new string('w', 180), body = "gargantuan https://example.org/" + new string('x', 400), source = new string('S', 120), authors = new[] { new string('A', 120) } });
    }

    private static string Line(object article) => JsonSerializer.Serialize(article);
}
