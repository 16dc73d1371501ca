using Lucene.Net.Analysis;
using Search.Core.Analysis;

namespace Search.Core.Tests.Searching;

/// <summary>Every language that the engine has stems for, in a process without the cultures of the system.</summary>
public sealed class LanguageTests
{
    /// <summary>A code, a word as an article has it, and another form of the word.</summary>
    private const string Words = """
        ar الكتب كتب
        bg къщата къща
        ca cases casa
        ckb پیاوەکە پیاو
        cs města město
        da avisen avis
        de Häuser Haus
        el Εκλογές εκλογή
        es noticias noticia
        eu etxeak etxea
        fa كتاب کتاب
        fi talot talo
        fr journaux journal
        ga bhfear fear
        gl casas casa
        hi किताबें किताब
        hu házak ház
        hy քաղաքներ քաղաք
        id bukunya buku
        it giornali giornale
        lv avīzes avīze
        nl kranten krant
        no biler bil
        pt casas casa
        ro ziarului ziarul
        ru газеты газета
        sv tidningar tidning
        tr kitaplar kitap
        """;

    [Fact]
    public async Task Articles_of_every_language_are_found_by_another_form_of_a_word()
    {
        Assert.True(AppContext.TryGetSwitch("System.Globalization.Invariant", out bool isInvariant) && isInvariant);
        var languages = Words.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split(' ')).ToList();
        Assert.Equal(28, languages.Count);
        var failures = new List<string>();
        foreach (string[] language in languages)
        {
            Assert.NotNull(LanguageStemmer.For(language[0]));
            await using var index = ArticleIndex.CreateInMemory();
            await index.AddAsync(new Article { Id = "one", Body = $"Lurgan {language[1]} Montrel", Language = language[0] }, cancellationToken: TestContext.Current.CancellationToken);
            foreach (string word in language[1..])
            {
                if (index.Search(new SearchRequest(word)).Hits.Count != 1)
                    failures.Add($"{language[0]}: {word} does not find {language[1]}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Theory]
    [InlineData("εκλογές")]
    [InlineData("ΕΚΛΟΓΕΣ")]
    [InlineData("εκλογες")]
    [InlineData("ΕΚΛΟΓΈΣ")]
    [InlineData("εκλογή")]
    public async Task Greek_is_found_in_any_case_and_without_accents(string query)
    {
        await using var index = ArticleIndex.CreateInMemory();
        var result = await index.AddAsync(
            new[] { new Article { Id = "en", Body = "The polls" }, new Article { Id = "el", Title = "Νέο", Body = "Οι εκλογές", Language = "el" } }.ToAsyncEnumerable(),
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(result.Failed);
        Assert.Equal(["el"], index.Search(new SearchRequest(query)).Hits.Select(hit => hit.Id));
    }

    [Fact]
    public void A_word_that_the_filters_of_its_language_fail_on_is_its_own_stem()
    {
        Assert.Equal("etude", new LanguageStemmer(words => new FailingFilter(words)).Stem("étude"));
        Assert.Equal("etude", new LanguageStemmer(_ => throw new TypeInitializationException("filter", null)).Stem("étude"));
    }

    private sealed class FailingFilter(TokenStream words) : Lucene.Net.Analysis.TokenFilter(words)
    {
        public override bool IncrementToken() => throw new InvalidOperationException("It cannot.");
    }
}
