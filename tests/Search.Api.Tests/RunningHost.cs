using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Search.Api.Hosting;

namespace Search.Api.Tests;

/// <summary>The real host on a free port of the loopback interface, with an index folder of its own.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TempFolder _folder;

    private RunningHost(WebApplication app, TempFolder folder)
    {
        _app = app;
        _folder = folder;
        Url = new Uri(app.Urls.First());
        Client = new HttpClient { BaseAddress = Url };
    }

    public Uri Url { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="settings">Such as <c>Search:Durability=async</c>. No corpus is imported unless one is named.</param>
    public static async Task<RunningHost> StartAsync(params string[] settings)
    {
        var folder = new TempFolder();
        string[] args =
        [
            "--urls=http://127.0.0.1:0",
            $"--Search:IndexPath={Path.Combine(folder.Path, "index")}",
            .. settings.Any(setting => setting.StartsWith("Search:Corpus", StringComparison.Ordinal)) ? Array.Empty<string>() : ["--Search:Corpus="],
            "--Logging:LogLevel:Default=Warning",
            .. settings.Select(setting => "--" + setting),
        ];
        var app = Program.Build(args);
        try
        {
            app.Open();
            await app.StartAsync();
            return new RunningHost(app, folder);
        }
        catch
        {
            await app.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null, string type = "application/json")
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            // A large body that the host refuses by its length is not sent at all; otherwise the answer is lost in the closing.
            request.Headers.ExpectContinue = json.Length > 1 << 20;
        }
        return Client.SendAsync(request);
    }

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        return await Reply.JsonAsync(response, 200);
    }

    public async Task<JsonElement> PostJsonAsync(string path, string? json, int status = 200, string type = "application/json")
    {
        using var response = await SendAsync(HttpMethod.Post, path, json, type);
        return await Reply.JsonAsync(response, status);
    }

    public async Task PutAsync(string id, string json, bool refresh = true)
    {
        using var response = await SendAsync(HttpMethod.Put, $"/v1/articles/{Uri.EscapeDataString(id)}?refresh={(refresh ? "true" : "false")}", json);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends what HttpClient would not: the target exactly as it is given.</summary>
    public Task<RawReply> RawAsync(string method, string target, string? json = null, params string[] headers) =>
        RawReply.SendAsync(Url, method, target, json, headers);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>A reply, read from the socket.</summary>
internal sealed record RawReply(int Status, string Head, string Body)
{
    public static async Task<RawReply> SendAsync(Uri url, string method, string target, string? json, string[] headers)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(url.Host, url.Port);
        await using var stream = socket.GetStream();
        byte[] body = Encoding.UTF8.GetBytes(json ?? "");
        var head = new StringBuilder($"{method} {target} HTTP/1.1\r\n");
        if (!headers.Any(header => header.StartsWith("Host:", StringComparison.OrdinalIgnoreCase)))
            head.Append($"Host: {url.Authority}\r\n");
        foreach (string header in headers)
            head.Append(header).Append("\r\n");
        if (json is not null && !headers.Any(header => header.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase)))
            head.Append("Content-Type: application/json\r\n");
        if (json is not null)
            head.Append($"Content-Length: {body.Length}\r\n");
        head.Append("Connection: close\r\n\r\n");
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head.ToString()));
        await stream.WriteAsync(body);

        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        string text = Encoding.UTF8.GetString(all.ToArray());
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return new RawReply(int.Parse(text.AsSpan(9, 3)), text[..end], Dechunk(text[..end], text[(end + 4)..]));
    }

    private static string Dechunk(string head, string body)
    {
        if (!head.Contains("chunked", StringComparison.OrdinalIgnoreCase))
            return body;
        var bytes = Encoding.UTF8.GetBytes(body).AsSpan();
        var text = new List<byte>();
        while (bytes.Length > 0)
        {
            int line = bytes.IndexOf("\r\n"u8);
            int length = Convert.ToInt32(Encoding.ASCII.GetString(bytes[..line]), 16);
            text.AddRange(bytes.Slice(line + 2, length));
            bytes = bytes[Math.Min(bytes.Length, line + 2 + length + 2)..];
        }
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
