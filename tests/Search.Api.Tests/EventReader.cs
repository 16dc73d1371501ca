namespace Search.Api.Tests;

/// <summary>Reads server-sent events as a browser does.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage response, Stream stream) => (_response, _lines) = (response, new StreamReader(stream));

    /// <summary>How many comments came.</summary>
    public int Comments { get; private set; }

    public static async Task<EventReader> OpenAsync(RunningHost host, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var reader = new EventReader(response, await response.Content.ReadAsStreamAsync());
        // The stream has begun when its first line is there: what is written from now on is in it.
        Assert.StartsWith("retry:", await reader._lines.ReadLineAsync(), StringComparison.Ordinal);
        return reader;
    }

    /// <summary>The members of the next event.</summary>
    public async Task<Dictionary<string, string>> NextAsync() =>
        await TryNextAsync() ?? throw new InvalidOperationException("The stream ended.");

    /// <summary>The same; null at the end of the stream.</summary>
    public async Task<Dictionary<string, string>?> TryNextAsync()
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await _lines.ReadLineAsync() is { } line)
        {
            if (line.Length == 0 && members.Count > 0)
                return members;
            if (line.StartsWith(':'))
                Comments++;
            else if (line.Length > 0)
                members.Add(line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);
        }
        return null;
    }

    /// <summary>Reads on to a comment.</summary>
    public async Task<bool> SawCommentAsync()
    {
        while (await _lines.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(':'))
                return true;
        }
        return false;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
