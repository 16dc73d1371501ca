using System.Text.Json;

namespace Search.Api.Tests;

public sealed class SearchEndpointTests(NewsHost news) : IClassFixture<NewsHost>
{
    private RunningHost Host => news.Host;

    [Fact]
    public async Task A_reply_has_the_documented_shape()
    {
        var reply = await Host.GetJsonAsync("/v1/search?q=harbour");

        Assert.Equal(["tookMs", "total", "hits", "facets", "didYouMean", "cursor", "warnings"], Reply.Names(reply));
        Assert.True(reply.GetProperty("tookMs").GetDouble() > 0);
        Assert.Equal("""{"value":1,"relation":"exact"}""", reply.GetProperty("total").GetRawText());
        Assert.Equal("{}", reply.GetProperty("facets").GetRawText());
        Assert.Equal(JsonValueKind.Null, reply.GetProperty("didYouMean").ValueKind);
        Assert.Equal(JsonValueKind.Null, reply.GetProperty("cursor").ValueKind);
        Assert.Equal("[]", reply.GetProperty("warnings").GetRawText());

        var hit = Assert.Single(reply.GetProperty("hits").EnumerateArray());
        Assert.Equal(
            ["id", "score", "title", "titleDerived", "date", "source", "url", "authors", "fields", "highlights", "duplicates"],
            Reply.Names(hit));
        Assert.Equal("harbour", hit.GetProperty("id").GetString());
        Assert.True(hit.GetProperty("score").GetSingle() > 0);
        Assert.Equal("Harbour bridge opens", hit.GetProperty("title").GetString());
        Assert.False(hit.GetProperty("titleDerived").GetBoolean());
        Assert.Equal("2022-05", hit.GetProperty("date").GetString());
        Assert.Equal("The Courier", hit.GetProperty("source").GetString());
        Assert.Equal("https://example.org/harbour", hit.GetProperty("url").GetString());
        Assert.Equal("""["Jo Lind","Kim Osei"]""", hit.GetProperty("authors").GetRawText());
        Assert.Equal("city", hit.GetProperty("fields").GetProperty("topic").GetString());
        Assert.Equal(2.5, hit.GetProperty("fields").GetProperty("length_km").GetDouble());
        Assert.False(hit.GetProperty("fields").GetProperty("paid").GetBoolean());
        Assert.Equal("[]", hit.GetProperty("duplicates").GetRawText());
    }

    [Fact]
    public async Task Highlights_are_substrings_of_the_stored_body_with_escaped_html()
    {
        string body = (await Host.GetJsonAsync("/v1/articles/harbour")).GetProperty("body").GetString()!;
        var hit = (await Host.GetJsonAsync("/v1/search?q=people")).GetProperty("hits")[0];
        var passage = hit.GetProperty("highlights").EnumerateArray().First(each => each.GetProperty("field").GetString() == "body");

        Assert.Equal(["field", "offset", "text", "matches", "html"], Reply.Names(passage));
        string text = passage.GetProperty("text").GetString()!;
        Assert.Equal(text, body.Substring(passage.GetProperty("offset").GetInt32(), text.Length));
        var match = Assert.Single(passage.GetProperty("matches").EnumerateArray());
        Assert.Equal(["start", "length"], Reply.Names(match));
        Assert.Equal("people", text.Substring(match.GetProperty("start").GetInt32(), match.GetProperty("length").GetInt32()));
        Assert.Contains("&amp; its &lt;<mark>people</mark>&gt;", passage.GetProperty("html").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_members_are_written_as_null_or_empty()
    {
        var hit = (await Host.GetJsonAsync("/v1/search?q=apples&highlight=false")).GetProperty("hits")[0];

        Assert.Equal(JsonValueKind.Null, hit.GetProperty("date").ValueKind);
        Assert.Equal(JsonValueKind.Null, hit.GetProperty("source").ValueKind);
        Assert.Equal(JsonValueKind.Null, hit.GetProperty("url").ValueKind);
        Assert.Equal("[]", hit.GetProperty("authors").GetRawText());
        Assert.Equal("{}", hit.GetProperty("fields").GetRawText());
        Assert.Equal("[]", hit.GetProperty("highlights").GetRawText());
    }

    [Theory]
    [InlineData("", """{}""", "harbour bridge storm undated")]
    [InlineData("q=", """{"q":""}""", "harbour bridge storm undated")]
    [InlineData("q=harbour+toll&match=any", """{"q":"harbour toll","match":"any"}""", "harbour bridge")]
    [InlineData("q=bridge+storm&match=all", """{"q":"bridge storm","match":"all"}""", "storm")]
    [InlineData("q=bridge&after=2022", """{"q":"bridge","after":"2022"}""", "harbour storm")]
    [InlineData("q=bridge&before=2022-05-17", """{"q":"bridge","before":"2022-05-17"}""", "harbour bridge")]
    [InlineData("after=2022-05-30&before=2022-05", """{"after":"2022-05-30","before":"2022-05"}""", "harbour")]
    [InlineData("source=The+Courier&source=Coast+Daily", """{"source":["The Courier","Coast Daily"]}""", "harbour bridge storm")]
    [InlineData("author=Kim+Osei", """{"author":"Kim Osei"}""", "harbour")]
    [InlineData("filter=topic:city&filter=topic:politics", """{"filter":["topic:city","topic:politics"]}""", "harbour bridge storm")]
    [InlineData("filter=topic:city&filter=paid:false", """{"filter":["topic:city","paid:false"]}""", "harbour")]
    [InlineData("filter=length_km:%5B5+TO+20%5D", """{"filter":"length_km:[5 TO 20]"}""", "bridge")]
    public async Task Get_and_post_find_the_same(string query, string json, string ids)
    {
        string[] expected = [.. ids.Split(' ').Order()];

        Assert.Equal(expected, Reply.Ids(await Host.GetJsonAsync("/v1/search?" + query)).Order());
        Assert.Equal(expected, Reply.Ids(await Host.PostJsonAsync("/v1/search", json)).Order());
    }

    [Theory]
    [InlineData("newest", "storm harbour bridge undated")]
    [InlineData("oldest", "bridge harbour storm undated")]
    [InlineData("length_km:desc", "bridge harbour")]
    [InlineData("length_km:asc", "harbour bridge")]
    public async Task Hits_come_in_the_order_asked_for(string sort, string ids)
    {
        string[] expected = ids.Split(' ');

        var found = Reply.Ids(await Host.GetJsonAsync("/v1/search?sort=" + sort));

        Assert.Equal(4, found.Length);
        Assert.Equal(expected, found.Take(expected.Length));
    }

    [Fact]
    public async Task Pages_are_parts_of_the_whole()
    {
        string[] whole = Reply.Ids(await Host.GetJsonAsync("/v1/search?q=bridge&sort=newest"));

        var page = await Host.GetJsonAsync("/v1/search?q=bridge&sort=newest&from=1&size=1");

        Assert.Equal([whole[1]], Reply.Ids(page));
        Assert.Equal(3, page.GetProperty("total").GetProperty("value").GetInt32());
        Assert.Empty(Reply.Ids(await Host.GetJsonAsync("/v1/search?q=bridge&size=0")));
        Assert.Empty(Reply.Ids(await Host.GetJsonAsync("/v1/search?q=bridge&from=10000&size=100")));
    }

    [Fact]
    public async Task An_explanation_adds_up_and_comes_only_when_asked_for()
    {
        var hit = (await Host.GetJsonAsync("/v1/search?q=harbour+bridge&explain=true&total=exact&profile=default&collapse=false")).GetProperty("hits")[0];
        var explanation = hit.GetProperty("explanation");

        Assert.Equal(["value", "description", "details"], Reply.Names(explanation));
        double sum = explanation.GetProperty("details").EnumerateArray().Sum(detail => detail.GetProperty("value").GetDouble());
        Assert.Equal(hit.GetProperty("score").GetDouble(), sum, 4);
    }

    [Fact]
    public async Task Recent_articles_are_raised_when_asked_for()
    {
        var plain = Scores(await Host.GetJsonAsync("/v1/search?q=bridge"));
        var reply = await Host.PostJsonAsync("/v1/search", """{"q":"bridge","recencyWeight":1000,"recencyHalfLife":200,"explain":true}""");
        var raised = Scores(reply);
        Assert.True(raised["storm"] / plain["storm"] > raised["harbour"] / plain["harbour"]);
        Assert.True(raised["harbour"] / plain["harbour"] > raised["bridge"] / plain["bridge"]);
        Assert.True(raised["bridge"] > plain["bridge"]);
        static Dictionary<string, double> Scores(JsonElement found) => found.GetProperty("hits").EnumerateArray()
            .ToDictionary(hit => hit.GetProperty("id").GetString()!, hit => hit.GetProperty("score").GetDouble());

        var explanation = reply.GetProperty("hits")[0].GetProperty("explanation");
        Assert.Contains("recency", explanation.GetProperty("details").EnumerateArray().Last().GetProperty("description").GetString()!, StringComparison.Ordinal);
        double sum = explanation.GetProperty("details").EnumerateArray().Sum(detail => detail.GetProperty("value").GetDouble());
        Assert.Equal(explanation.GetProperty("value").GetDouble(), sum, 4);
    }

    [Fact]
    public async Task Times_of_the_stages_come_when_asked_for()
    {
        var reply = await Host.GetJsonAsync("/v1/search?q=bridge&timings=true&explain=true&facet=source");
        Assert.Equal(["parse", "plan", "retrieve", "highlight", "load", "explain", "facets", "didYouMean"], Reply.Names(reply.GetProperty("timingsMs")));
        double sum = reply.GetProperty("timingsMs").EnumerateObject().Sum(stage => stage.Value.GetDouble());
        Assert.InRange(sum, 0, reply.GetProperty("tookMs").GetDouble());
    }

    [Fact]
    public async Task What_cannot_be_parsed_is_searched_and_warned_about()
    {
        var reply = await Host.GetJsonAsync("/v1/search?q=%22bridge+AND+(");

        Assert.Contains("bridge", Reply.Ids(reply));
        Assert.NotEmpty(reply.GetProperty("warnings").EnumerateArray());
    }

    [Theory]
    [InlineData("size=101", "size", "100")]
    [InlineData("size=-1", "size", "0")]
    [InlineData("size=ten", "size", "whole number")]
    [InlineData("size=", "size", "whole number")]
    [InlineData("size=1&size=2", "size", "once")]
    [InlineData("size=99999999999", "size", "whole number")]
    [InlineData("from=10001", "from", "10,000")]
    [InlineData("match=some", "match", "any or all")]
    [InlineData("sort=sideways", "sort", "newest")]
    [InlineData("sort=nosuchfield:asc", "nosuchfield", "")]
    [InlineData("after=yesterday", "after", "2022-05")]
    [InlineData("before=2022-13", "before", "2022-05")]
    [InlineData("filter=topic", "filter", "FIELD:VALUE")]
    [InlineData("recencyWeight=-1", "recencyWeight", "0")]
    [InlineData("recencyWeight=NaN", "recencyWeight", "number")]
    [InlineData("recencyWeight=1&recencyHalfLife=0", "recencyHalfLife", "days")]
    [InlineData("recencyHalfLife=5", "recencyHalfLife", "recencyWeight")]
    [InlineData("highlight=yes", "highlight", "true or false")]
    [InlineData("total=all", "total", "bounded or exact")]
    [InlineData("profile=fast", "profile", "default or thorough")]
    [InlineData("sise=10&colour=red", "'sise', 'colour'", "size")]
    [InlineData("Q=bridge", "'Q'", "q")]
    public async Task A_mistake_in_the_query_string_is_a_400_that_names_it(string query, string name, string expected)
    {
        using var response = await Host.Client.GetAsync("/v1/search?" + query);
        await Reply.ProblemAsync(response, 400, name, expected);
    }

    [Theory]
    [InlineData("""{"size":101}""", "size", "100")]
    [InlineData("""{"size":"10"}""", "'size'", "whole number")]
    [InlineData("""{"size":1.5}""", "$.size", "whole number")]
    [InlineData("""{"size":99999999999}""", "size", "whole number")]
    [InlineData("""{"highlight":"yes"}""", "highlight", "true or false")]
    [InlineData("""{"q":5}""", "q", "a string")]
    [InlineData("""{"filter":{"topic":"city"}}""", "filter", "a string or an array of strings")]
    [InlineData("""{"filter":["a:b",5]}""", "filter", "a string or an array of strings")]
    [InlineData("""{"q":"a","sise":10}""", "'sise'", "size")]
    [InlineData("""{"q":"a","q":"b"}""", "'q'", "twice")]
    [InlineData("{\"q\":\"a\"", "malformed", "line 1")]
    [InlineData("{\n\"q\": a}", "malformed", "line 2")]
    [InlineData("""["q"]""", "object", "")]
    [InlineData("null", "object", "")]
    [InlineData("", "empty", "")]
    [InlineData("""{"after":"soon"}""", "after", "2022-05")]
    [InlineData("""{"recencyWeight":"much"}""", "'recencyWeight'", "be a number")]
    public async Task A_mistake_in_the_body_is_a_400_that_names_it(string json, string name, string expected)
    {
        using var response = await Host.SendAsync(HttpMethod.Post, "/v1/search", json);
        await Reply.ProblemAsync(response, 400, name, expected);
    }

    [Fact]
    public async Task A_query_of_any_length_gets_an_answer_or_a_400()
    {
        string longest = string.Concat(Enumerable.Repeat("größe ", 5_000));
        using var fits = await Host.Client.GetAsync("/v1/search?q=" + Uri.EscapeDataString(longest));
        Assert.Equal(200, (int)fits.StatusCode);

        using var tooLong = await Host.SendAsync(HttpMethod.Post, "/v1/search", JsonSerializer.Serialize(new { q = new string('a', 32_001) }));
        await Reply.ProblemAsync(tooLong, 400, "32");
    }

    [Fact]
    public async Task Unpaired_surrogates_in_a_query_are_no_mistake()
    {
        var reply = await Host.PostJsonAsync("/v1/search", """{"q":"bridge \ud800"}""");
        Assert.Contains("bridge", Reply.Ids(reply));
    }
}
