using System.Text.Json;

namespace Search.Api.Tests;

/// <summary>What replies are checked for.</summary>
internal static class Reply
{
    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response, int status)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}, expected {status}: {text}");
        string type = status >= 400 ? "application/problem+json" : "application/json";
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>A problem (RFC 9457) whose detail contains all of the words, and no stack.</summary>
    public static async Task ProblemAsync(HttpResponseMessage response, int status, params string[] words)
    {
        var problem = await JsonAsync(response, status);
        Problem(problem, status, words);
    }

    public static void Problem(RawReply reply, int status, params string[] words)
    {
        Assert.True(status == reply.Status, $"{reply.Status}, expected {status}: {reply.Body}");
        Assert.Contains("application/problem+json", reply.Head, StringComparison.OrdinalIgnoreCase);
        using var document = JsonDocument.Parse(reply.Body);
        Problem(document.RootElement, status, words);
    }

    private static void Problem(JsonElement problem, int status, string[] words)
    {
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        string detail = problem.GetProperty("detail").GetString()!;
        Assert.NotEmpty(detail);
        foreach (string word in words)
            Assert.Contains(word, detail, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", detail, StringComparison.Ordinal);
    }

    public static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(member => member.Name)];

    public static string[] Ids(JsonElement search) =>
        [.. search.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()!)];
}

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("search-api-").FullName;

    public string File(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // Windows may still hold a mapping of a killed process; the folder is in the temporary one.
        }
    }
}
