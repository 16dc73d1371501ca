using Search.Core;

namespace Search.PublicApi.Tests;

/// <summary>The README's example, letter by letter between the markers (a test compares it), compiled with what a user sees.</summary>
internal static class ReadmeExample
{
    public static async Task RunAsync()
    {
        // README
        await using var index = ArticleIndex.Open("archive");
        var added = await index.AddAsync(Corpus.Read("articles.jsonl.gz"), new ConsoleProgressBar());
        var results = index.Search(new SearchRequest("harbour bridge inquiry") { Size = 10 });
        foreach (var hit in results.Hits)
        {
            Console.WriteLine($"{hit.Score:F2} {hit.Title}");
            foreach (var passage in hit.Highlights)
                Console.WriteLine($"     {passage.Text}");
        }

        // END
        if (added.FailedCount > 0)
            throw new InvalidOperationException(added.Failed[0].Error);
    }
}
