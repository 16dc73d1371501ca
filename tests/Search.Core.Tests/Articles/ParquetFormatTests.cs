using Parquet;
using Parquet.Schema;
using static Search.Core.Tests.Articles.CorpusContent;

namespace Search.Core.Tests.Articles;

public sealed class ParquetFormatTests
{
    private static async Task<byte[]> SampleAsync()
    {
        var schema = new ParquetSchema(
            new DataField<string>("id"), new DataField<string>("headline"), new DataField<string>("text"), new DataField<DateOnly>("date"),
            new ListField("authors", new DataField<string>("element")), new DataField<double>("score", true), new DataField<bool>("paid"),
            new StructField("source", new DataField<string>("name")), new DataField<DateTime>("updated"), new DataField<long>("words"));
        using var target = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, target))
        {
            for (int group = 0; group < 2; group++)
            {
                using var rows = writer.CreateRowGroup();
                var fields = schema.DataFields;
                await rows.WriteAsync(fields[0], [$"{group}a", $"{group}b"]);
                await rows.WriteAsync(fields[1], [null!, "T"]);
                await rows.WriteAsync(fields[2], ["Body one.", "Body two."]);
                await rows.WriteAsync<DateOnly>(fields[3], new DateOnly[] { new(2022, 5, 17), new(2022, 5, 18) });
                await rows.WriteAsync(fields[4], ["x", "y", "z"], new[] { 0, 1, 0 });
                await rows.WriteAsync<double>(fields[5], new double?[] { null, 2.5 });
                await rows.WriteAsync<bool>(fields[6], new[] { true, false });
                await rows.WriteAsync(fields[7], ["Dawn", "Times"]);
                await rows.WriteAsync<DateTime>(fields[8], new DateTime[] { new(2022, 5, 17, 9, 30, 0, DateTimeKind.Utc), new(2022, 5, 18, 0, 0, 0, DateTimeKind.Utc) });
                await rows.WriteAsync<long>(fields[9], new long[] { 12, 13 });
            }
        }
        return target.ToArray();
    }

    private static void AssertSample(List<CorpusRecord> records)
    {
        Assert.Equal("0a 0b 1a 1b", Outline(records));
        Assert.Equal([1, 2, 3, 4], records.Select(record => record.Line));
        Assert.Equal(
            new Article
            {
                Id = "0a",
                Title = "Body one",
                TitleDerived = true,
                Body = "Body one.",
                Date = ArticleDate.Parse("2022-05-17"),
                Authors = ["x", "y"],
                Source = "Dawn",
                Fields = new Dictionary<string, FieldValue> { ["paid"] = true, ["updated"] = ArticleDate.Parse("2022-05-17T09:30:00Z"), ["words"] = 12 },
            },
            records[0].Article);
        Assert.Equal(
            new Article
            {
                Id = "1b",
                Title = "T",
                Body = "Body two.",
                Date = ArticleDate.Parse("2022-05-18"),
                Authors = ["z"],
                Source = "Times",
                Fields = new Dictionary<string, FieldValue>
                {
                    ["score"] = 2.5,
                    ["paid"] = false,
                    ["updated"] = ArticleDate.Parse("2022-05-18T00:00:00Z"),
                    ["words"] = 13,
                },
            },
            records[3].Article);
    }

    [Fact]
    public async Task Rows_are_articles()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Add("a.parquet", await SampleAsync());
        AssertSample(await RecordsAsync(Corpus.Read(path)));
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_is_read() => AssertSample(await RecordsAsync(await SampleAsync()));

    [Fact]
    public async Task A_compressed_file_is_read_from_a_copy()
    {
        using var folder = new TemporaryFolder();
        AssertSample(await RecordsAsync(Corpus.Read(folder.Add("a.parquet.gz", Gzip(await SampleAsync())))));
        AssertSample(await RecordsAsync(Corpus.Read(folder.Add("a.zst", Zstd(await SampleAsync())))));
    }

    [Fact]
    public async Task A_damaged_file_is_a_failure()
    {
        byte[] sample = await SampleAsync();
        var cutOff = await RecordsAsync(sample[..(sample.Length / 2)], name: "a.parquet");
        Assert.Equal("!0", Outline(cutOff));
        Assert.Contains("cut off or damaged", cutOff[0].Failure!.Error, StringComparison.Ordinal);
    }
}
