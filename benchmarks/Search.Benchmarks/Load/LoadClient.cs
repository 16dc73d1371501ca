using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Search.Benchmarks.Load;

/// <summary>The requests that a load consists of. Thread-safe.</summary>
internal sealed class LoadClient : IDisposable
{
    private const int Words = 200, Articles = 10_000;

    private readonly HttpClient _http;
    private readonly string[] _vocabulary = [.. LoadQueries.BuiltIn.SelectMany(query => query.Split(' ')).Select(word => word.Trim('+', '"')), "the", "of", "and", "to", "in"];

    private LoadClient(HttpClient http) => _http = http;

    public static LoadClient Create(Uri url, string? key)
    {
        var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };
        if (key is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new LoadClient(http);
    }

    public async Task SearchAsync(string query)
    {
        using var response = await _http.GetAsync(new Uri("/v1/search?q=" + Uri.EscapeDataString(query), UriKind.Relative));
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Warms both sides up.</summary>
    public async Task SearchAllAsync(IEnumerable<string> queries)
    {
        foreach (string query in queries)
            await SearchAsync(query);
    }

    /// <summary>Writes an article whose id and words follow from a number; ids come again, so that articles are replaced too.</summary>
    public async Task PutAsync(int number)
    {
        var random = new Random(number);
        string body = string.Join(' ', Enumerable.Range(0, Words).Select(_ => _vocabulary[random.Next(_vocabulary.Length)]));
        using var response = await _http.PutAsJsonAsync($"/v1/articles/load-{random.Next(Articles)}", new { title = $"load {number}", body, date = "2022-05-17" });
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
