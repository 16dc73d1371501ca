using System.Net;
using System.Text.RegularExpressions;

namespace Search.Api.Tests;

/// <summary>Every curl line of the README, read as a shell reads it and sent to a host over the sample.</summary>
public sealed partial class ReadmeCurlTests
{
    private static readonly string s_root = FindRoot();

    private static IReadOnlyList<string> Lines => [.. File.ReadAllLines(Path.Combine(s_root, "README.md")).Where(line => line.StartsWith("curl ", StringComparison.Ordinal))];

    [Fact]
    public async Task Every_line_works_when_pasted_one_after_the_other()
    {
        Assert.InRange(Lines.Count, 5, 50);
        await using var host = await RunningHost.StartAsync("Search:Corpus=" + Path.Combine(s_root, "index-data", "articles"));
        await ImportTests.WaitAsync(host);
        foreach (string line in Lines)
        {
            using var request = Read(line, host.Url);
            using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
            string reply = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, $"{line}{Environment.NewLine}{response.StatusCode} {reply}");
            if (line.Contains("/v1/search", StringComparison.Ordinal))
                Assert.DoesNotContain("\"hits\":[]", reply, StringComparison.Ordinal);
        }
    }

    private static HttpRequestMessage Read(string line, Uri address)
    {
        string[] words = [.. Word().Matches(line).Select(match => match.Value.Trim('\''))];
        var request = new HttpRequestMessage(HttpMethod.Get, (Uri?)null);
        string? type = null;
        for (int i = 1; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "-X":
                    request.Method = new HttpMethod(words[++i]);
                    break;
                case "-H":
                    string[] header = words[++i].Split(':', 2, StringSplitOptions.TrimEntries);
                    Assert.Equal("Content-Type", header[0]);
                    type = header[1];
                    break;
                case "-d" or "--data-binary":
                    string data = words[++i];
                    byte[] bytes = data.StartsWith('@') ? File.ReadAllBytes(Path.Combine(s_root, data[1..])) : System.Text.Encoding.UTF8.GetBytes(data);
                    request.Content = new ByteArrayContent(bytes);
                    if (request.Method == HttpMethod.Get)
                        request.Method = HttpMethod.Post;
                    break;
                default:
                    Assert.StartsWith("http://localhost:5080/", words[i], StringComparison.Ordinal);
                    request.RequestUri = new Uri(address, words[i]["http://localhost:5080".Length..]);
                    break;
            }
        }

        if (type is not null)
            request.Content!.Headers.ContentType = new(type);
        return request;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Search.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("These tests run from within the repository.");
    }

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Word();
}
