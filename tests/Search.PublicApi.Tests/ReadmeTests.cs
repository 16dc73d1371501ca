using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Search.PublicApi.Tests;

public sealed class ReadmeTests
{
    private static readonly string s_root = Path.GetFullPath(Path.Combine(SourceFolder(), "..", ".."));

    [Fact]
    public void TheExampleInTheReadmeIsTheOneThatIsCompiled()
    {
        string readme = File.ReadAllText(Path.Combine(s_root, "README.md")).ReplaceLineEndings("\n");
        string block = Between(readme, "```csharp\nusing Search.Core;\n", "```");
        string compiled = Between(File.ReadAllText(Path.Combine(SourceFolder(), "ReadmeExample.cs")).ReplaceLineEndings("\n"), "// README\n", "// END");
        Assert.Equal(Lines(compiled), Lines(block));
    }

    [Fact]
    public async Task TheExampleInTheReadmeRuns()
    {
        string folder = Directory.CreateTempSubdirectory("search-readme-").FullName;
        string before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = folder;
            await using (var file = new GZipStream(File.Create("articles.jsonl.gz"), CompressionLevel.Fastest))
            await using (var writer = new StreamWriter(file))
                await writer.WriteLineAsync("""{"id": "1", "title": "Bridge inquiry opens", "body": "The inquiry into the harbour bridge opened today."}""");
            using var output = new StringWriter();
            var console = Console.Out;
            Console.SetOut(output);
            try
            {
                await ReadmeExample.RunAsync();
            }
            finally
            {
                Console.SetOut(console);
            }

            Assert.Contains("Bridge inquiry opens", output.ToString(), StringComparison.Ordinal);
            Assert.Contains("The inquiry into the harbour bridge opened today.", output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Environment.CurrentDirectory = before;
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void EveryLinkOfTheReadmeLeadsToAFile()
    {
        string readme = File.ReadAllText(Path.Combine(s_root, "README.md"));
        var links = System.Text.RegularExpressions.Regex.Matches(readme, @"\]\((?!http)([^)#]+)\)").Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(s_root, link)), $"{link} does not exist."));
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private static string Between(string text, string start, string end)
    {
        int from = text.IndexOf(start, StringComparison.Ordinal);
        Assert.True(from >= 0, $"'{start.Trim()}' was not found.");
        from += start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
