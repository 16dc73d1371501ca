using Lucene.Net.Index;
using Search.Core.Matching;

namespace Search.Core.Tests.Retrieval;

/// <summary>Random archives and queries over few words, so that terms are frequent, scores tie and phrases occur.</summary>
internal sealed class RandomArchive(Random random)
{
    private static readonly string[] s_words =
        ["the", "the", "the", "isi", "chief", "chiefs", "cheif", "talk", "talks", "talking", "khan", "khan's", "war-torn", "war", "torn", "us/uk", "été", "日本", "washington", "washed", "x", "construct", "construction", "constructive", "constructor", "constructional"];

    private static readonly string[] s_sources = ["The Times", "the  times", "Dawn", "BBC"];
    private static readonly string[] s_authors = ["Ann Smith", "smith", "Bob van Smith", "Ann O’Hara"];
    private static readonly string[] s_dates = ["2021", "2022", "2022-05", "2022-06", "2022-05-17", "2022-05-31", "2022-06-01"];
    private static readonly string[] s_topics = ["Politics", "sport", "Économie"];

    /// <summary>Fills an archive: several segments, deletions, replacements, now and then a merge.</summary>
    public TestArchive Build(int count)
    {
        var archive = new TestArchive(random.Next(2) == 0 ? null : new LogDocMergePolicy { MergeFactor = 3 });
        for (int i = 0; i < count; i++)
        {
            archive.Put(Article(random.Next(count * 3 / 2).ToString()));
            if (random.Next(12) == 0)
                archive.Flush();
            if (random.Next(10) == 0)
                archive.Delete(random.Next(count * 3 / 2).ToString());
        }
        archive.Flush();
        if (random.Next(6) == 0)
            archive.Merge(2);
        return archive;
    }

    /// <summary>A query: mostly words, sometimes anything the language has.</summary>
    public string Query() => Clauses(depth: random.Next(3) == 0 ? 3 : random.Next(2));

    public SearchConditions Conditions()
    {
        bool has = random.Next(3) == 0;
        return new SearchConditions
        {
            Related = random.Next(2) == 0,
            Match = random.Next(4) == 0 ? MatchMode.All : MatchMode.Any,
            MinimumShouldMatch = random.Next(3) == 0 ? random.Next(5) : 0,
            After = has && random.Next(3) == 0 ? ArticleDate.Parse(Pick(s_dates)) : null,
            Before = has && random.Next(3) == 0 ? ArticleDate.Parse(Pick(s_dates)) : null,
            Sources = has && random.Next(3) == 0 ? [Pick(s_sources), Pick(s_sources)] : [],
            Authors = has && random.Next(5) == 0 ? [Pick(s_authors)] : [],
            Filters = has && random.Next(3) == 0 ? [new("words", Range()), new("topic", Pick(s_topics).ToUpperInvariant()), new("topic", Pick(s_topics))] : [],
        };
    }

    private Article Article(string id)
    {
        var fields = new Dictionary<string, FieldValue>();
        if (random.Next(2) == 0)
            fields["topic"] = Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(s_topics)).ToArray();
        if (random.Next(2) == 0)
            fields["words"] = (double)random.Next(-3, 6);
        if (random.Next(2) == 0)
            fields["seen"] = ArticleDate.Parse(Pick(s_dates));
        if (random.Next(2) == 0)
            fields["paid"] = random.Next(2) == 0;
        if (random.Next(2) == 0)
            fields["lede"] = Words(random.Next(6));
        return new Article
        {
            Id = id,
            Title = Words(random.Next(5)),
            Body = Words(random.Next(4) == 0 ? random.Next(60) : random.Next(12)),
            Date = random.Next(4) == 0 ? null : ArticleDate.Parse(Pick(s_dates)),
            Source = random.Next(4) == 0 ? null : Pick(s_sources),
            Authors = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Pick(s_authors))],
            Language = random.Next(2) == 0 ? "en" : null,
            Fields = fields,
        };
    }

    private string Clauses(int depth) => string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Clause(depth)));

    private string Clause(int depth)
    {
        string sign = random.Next(8) switch { 0 => "+", 1 => "-", _ => "" };
        if (depth > 0 && random.Next(3) == 0)
        {
            return random.Next(4) switch
            {
                0 => $"{sign}({Clauses(depth - 1)})",
                1 => $"({Clause(depth - 1)} OR {Clause(depth - 1)})",
                2 => $"{Clause(depth - 1)} AND {Clause(depth - 1)}",
                _ => $"{Pick(["title", "body", "lede"])}:({Clauses(depth - 1)})",
            };
        }
        return random.Next(depth == 0 ? 10 : 22) switch
        {
            < 8 => sign + Pick(s_words),
            8 or 9 => $"{sign}\"{Words(random.Next(1, 4))}\"",
            10 => $"\"{Words(random.Next(2, 5))}\"~{random.Next(1, 6)}",
            11 => sign + Pick(s_words)[..1] + "*",
            12 => Pick(["wash*", "ta*", "zz*", "war-t*"]),
            13 => Pick(["chief~", "khn~", "tlaks~2", "hief~1", "wra-torn~", "日~", "zzzzzz~"]),
            14 => $"{Pick(["title", "body", "lede"])}:{Pick(s_words)}",
            15 => $"{Pick(["after", "before"])}:{Pick(s_dates)}",
            16 => $"{sign}source:\"{Pick(s_sources)}\"",
            17 => $"{sign}author:\"{Pick(["Smith", "van smith", "ann", "ann smith", "O'Hara"])}\"",
            18 => Pick(["!!!", "+...", "-?"]),
            19 => $"words:{Range()}",
            20 => $"{sign}topic:{Pick(s_topics)}",
            _ => Pick(["paid:true", "language:en", "seen:[2022-05 TO *]", "seen:2022-05-17", "words:2", "words:[* TO 0]"]),
        };
    }

    private string Range() => $"[{random.Next(-4, 3)} TO {random.Next(0, 6)}]";

    private string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Pick(s_words)));

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
