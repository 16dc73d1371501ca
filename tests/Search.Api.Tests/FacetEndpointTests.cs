using System.Text.Json;

namespace Search.Api.Tests;

public sealed class FacetEndpointTests(NewsHost news) : IClassFixture<NewsHost>
{
    private RunningHost Host => news.Host;

    [Theory]
    [InlineData("", "source", """[{"value":"The Courier","count":2},{"value":"Coast Daily","count":1}]""", 1)]
    [InlineData("", "author", """[{"value":"Jo Lind","count":2},{"value":"Kim Osei","count":1}]""", 2)]
    [InlineData("", "year", """[{"value":"2022","count":2},{"value":"2021","count":1}]""", 1)]
    [InlineData("", "month", """[{"value":"2021-11","count":1},{"value":"2022-05","count":1},{"value":"2022-06","count":1}]""", 1)]
    [InlineData("", "day", """[{"value":"2021-11-03","count":1},{"value":"2022-06-01","count":1}]""", 2)]
    [InlineData("", "topic", """[{"value":"city","count":2},{"value":"politics","count":1},{"value":"weather","count":1}]""", 1)]
    [InlineData("&source=Coast+Daily", "source", """[{"value":"The Courier","count":2},{"value":"Coast Daily","count":1}]""", 1)]
    [InlineData("&source=Coast+Daily", "topic", """[{"value":"city","count":1},{"value":"weather","count":1}]""", 0)]
    [InlineData("&q=bridge&after=2022", "month", """[{"value":"2022-05","count":1},{"value":"2022-06","count":1}]""", 0)]
    [InlineData("&filter=topic:politics&facetSize=1", "topic", """[{"value":"city","count":2}]""", 1)]
    public async Task Values_are_counted_over_all_matches(string query, string field, string values, long missing)
    {
        var reply = await Host.GetJsonAsync($"/v1/search?size=1&facet={field}{query}");

        Assert.Equal(values, reply.GetProperty("facets").GetProperty(field).GetRawText());
        Assert.Equal(missing, reply.GetProperty("facetMissing").GetProperty(field).GetInt64());
        Assert.True(reply.GetProperty("hits").GetArrayLength() <= 1);
    }

    [Fact]
    public async Task Several_facets_and_a_histogram_come_in_one_reply()
    {
        var reply = await Host.PostJsonAsync("/v1/search", """{"q":"bridge","facet":["source","month"],"histogram":"month","before":"2021","size":0}""");

        Assert.Equal(["source", "month"], Reply.Names(reply.GetProperty("facets")));
        Assert.Equal("""[{"value":"2021-11","count":1}]""", reply.GetProperty("facets").GetProperty("month").GetRawText());
        // The timeline stays whole while a part of it is chosen.
        Assert.Equal(
            """{"interval":"month","periods":[{"value":"2021-11","count":1},{"value":"2022-05","count":1},{"value":"2022-06","count":1}],"missing":0}""",
            reply.GetProperty("histogram").GetRawText());
    }

    [Theory]
    [InlineData("facet=colour", "colour")]
    [InlineData("facet=length_km", "length_km")]
    [InlineData("facet=source&facetSize=0", "facetSize")]
    [InlineData("histogram=week", "histogram")]
    public async Task What_cannot_be_counted_is_a_400_that_names_it(string query, string name)
    {
        using var response = await Host.Client.GetAsync("/v1/search?" + query);
        await Reply.ProblemAsync(response, 400, name);
    }

    [Fact]
    public async Task Nothing_is_counted_unless_it_is_asked_for()
    {
        var reply = await Host.GetJsonAsync("/v1/search?q=bridge");
        Assert.Equal(JsonValueKind.Object, reply.GetProperty("facets").ValueKind);
        Assert.DoesNotContain("histogram", Reply.Names(reply));
        Assert.DoesNotContain("facetMissing", Reply.Names(reply));
    }
}
