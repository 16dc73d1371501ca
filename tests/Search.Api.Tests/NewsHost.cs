namespace Search.Api.Tests;

/// <summary>One host with a few articles, shared by the tests of a class that only read.</summary>
public sealed class NewsHost : IAsyncLifetime
{
    internal static readonly string[] Articles =
    [
        """{"id":"harbour","title":"Harbour bridge opens","body":"The new harbour bridge opened on Tuesday. Thousands walked across the bridge.\n\nThe mayor, Ana Ruiz, called it a gift to the city & its <people>.","date":"2022-05","source":"The Courier","url":"https://example.org/harbour","authors":["Jo Lind","Kim Osei"],"topic":"city","length_km":2.5,"paid":false}""",
        """{"id":"bridge","title":"Toll debate","body":"Councillors debated a bridge toll for lorries.","date":"2021-11-03","source":"The Courier","authors":"Jo Lind","topic":"politics","length_km":10}""",
        """{"id":"storm","title":"Storm closes ferry","body":"A storm closed the ferry; the bridge stayed open.","date":"2022-06-01T08:30:00Z","source":"Coast Daily","topic":["weather","city"]}""",
        """{"id":"undated","title":"Recipe","body":"Slice the apples and bake them."}""",
    ];

    internal RunningHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await RunningHost.StartAsync();
        var reply = await Host.PostJsonAsync("/v1/articles?refresh=true", string.Join('\n', Articles), type: "application/x-ndjson");
        Assert.Equal(4, reply.GetProperty("indexed").GetInt64());
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}
