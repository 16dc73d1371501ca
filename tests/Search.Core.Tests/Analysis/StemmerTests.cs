using Search.Core.Analysis;

namespace Search.Core.Tests.Analysis;

public sealed class StemmerTests
{
    private static readonly EnglishStemmer s_stemmer = EnglishStemmer.For(NewsRules.All);

    [Theory]
    [InlineData("visit visits visited visit's visit’s", "visit")]
    [InlineData("chief chiefs chief's chiefs'", "chief")]
    [InlineData("talk talks Talking talked", "talk")]
    [InlineData("country countries country's", "country")]
    [InlineData("O'Brien OBrien o’brien's", "obrien")]
    [InlineData("U.S. US us", "us")]
    [InlineData("boy boys", "boy")]
    [InlineData("lady ladies", "lady")]
    [InlineData("dish dishes", "dish")]
    [InlineData("shelf shelves", "shelf")]
    [InlineData("fly flies", "fly")]
    [InlineData("state states state's", "state")]
    public void Conflates(string forms, string stem) =>
        Assert.All(Tokens.Stems(forms).Split('|'), s => Assert.Equal(stem, s));

    [Theory]
    [InlineData("security", "security")]
    [InlineData("can't", "can't")]
    [InlineData("we'll", "we'll")]
    [InlineData("1990s", "1990s")]
    [InlineData("елки", "елки")]
    [InlineData("hellenic", "hellenic")]
    [InlineData("news", "news")]
    [InlineData("arms", "arms")]
    public void LeavesAlone(string word, string stem) => Assert.Equal(stem, Tokens.Stems(word));

    [Fact]
    public void CachedStemsAreTheComputedOnesAndBeginAsIsKnown()
    {
        // More words than the cache has slots, so that entries are displaced.
        var random = new Random(7);
        string[] endings = ["", "s", "es", "ed", "ing", "ies", "ly", "ness", "tion", "able", "ize", "er"];
        for (int i = 0; i < 60_000; i++)
        {
            string word = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => (char)('a' + random.Next(26)))) + endings[random.Next(endings.Length)];
            string stem = s_stemmer.Stem(word).ToString();
            Assert.Equal(s_stemmer.Compute(word), stem);
            string beginning = word[..Math.Min(2, word.Length)];
            Assert.True(stem.StartsWith(beginning, StringComparison.Ordinal) || s_stemmer.Beginnings(stem).Contains(beginning), word);
            Assert.Equal(stem, Tokens.Stems(word));
        }
    }

    [Fact]
    public void ThreadsAgree() => Parallel.For(0, 8, thread =>
    {
        var random = new Random(3);
        for (int i = 0; i < 5_000; i++)
        {
            string word = "w" + (char)('a' + random.Next(26)) + (char)('a' + random.Next(26)) + "ings";
            Assert.Equal(s_stemmer.Compute(word), s_stemmer.Stem(word).ToString());
        }
    });

    [Fact]
    public void WithoutStemmingTheStemIsTheExactForm()
    {
        using var cursor = new AnalysisChain(new AnalysisOptions { Stemming = Stemming.None }).Open("O'Brien's talks");
        Assert.True(cursor.Next());
        Assert.Equal("o'brien", cursor.Stem.ToString());
        Assert.True(cursor.Next());
        Assert.Equal("talks", cursor.Stem.ToString());
    }
}
