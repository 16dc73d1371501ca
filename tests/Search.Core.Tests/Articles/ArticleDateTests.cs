using CsCheck;
using Search.Core.Articles;

namespace Search.Core.Tests.Articles;

public sealed class ArticleDateTests
{
    [Theory]
    [InlineData("2022", "2022")]
    [InlineData(" 2022-05 ", "2022-05")]
    [InlineData("2022-05-17", "2022-05-17")]
    [InlineData("2022/05/17", "2022-05-17")]
    [InlineData("2022-5-7", "2022-05-07")]
    [InlineData("20220517", "2022-05-17")]
    [InlineData("17 May 2022", "2022-05-17")]
    [InlineData("17-May-2022", "2022-05-17")]
    [InlineData("7 sept. 2022", "2022-09-07")]
    [InlineData("May 17, 2022", "2022-05-17")]
    [InlineData("May 17 2022", "2022-05-17")]
    [InlineData("December 1, 0999", "0999-12-01")]
    [InlineData("Tuesday, May 17, 2022", "2022-05-17")]
    [InlineData("May 2022", "2022-05")]
    [InlineData("Tue, 17 May 2022 09:30:00 GMT", "2022-05-17T09:30:00Z")]
    [InlineData("Tue, 17 May 2022 09:30:00 -0500", "2022-05-17T14:30:00Z")]
    [InlineData("17 May 2022 09:30 EST", "2022-05-17T14:30:00Z")]
    [InlineData("2022-05-17T09:30:00Z", "2022-05-17T09:30:00Z")]
    [InlineData("2022-05-17t09:30:00z", "2022-05-17T09:30:00Z")]
    [InlineData("2022-05-17T09:30", "2022-05-17T09:30:00Z")]
    [InlineData("2022-05-17 09:30:00", "2022-05-17T09:30:00Z")]
    [InlineData("2022-05-17 09:30:00 UTC", "2022-05-17T09:30:00Z")]
    [InlineData("2022-05-17T09:30:00+05:30", "2022-05-17T04:00:00Z")]
    [InlineData("2022-05-17T23:30:00-0200", "2022-05-18T01:30:00Z")]
    [InlineData("2022-05-17T09:30:00+02", "2022-05-17T07:30:00Z")]
    [InlineData("2022-05-17T09:30:00.120Z", "2022-05-17T09:30:00.12Z")]
    [InlineData("2022-05-17T09:30:00.123456789Z", "2022-05-17T09:30:00.1234567Z")]
    [InlineData("20220517T093000Z", "2022-05-17T09:30:00Z")]
    [InlineData("20220517093000", "2022-05-17T09:30:00Z")]
    [InlineData("2024-02-29", "2024-02-29")]
    public void Reads_the_forms_of_common_data_sets(string text, string expected)
    {
        Assert.True(ArticleDate.TryParse(text, out var date));
        Assert.Equal(expected, date.ToString());
        Assert.Equal(date, ArticleDate.Parse(expected));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("yesterday")]
    [InlineData("202")]
    [InlineData("20225")]
    [InlineData("0000")]
    [InlineData("2022-13")]
    [InlineData("2022-00")]
    [InlineData("2022-02-30")]
    [InlineData("2023-02-29")]
    [InlineData("2022-05-17X")]
    [InlineData("2022-05/17")]
    [InlineData("2022-05-17T")]
    [InlineData("2022-05-17T25:00:00Z")]
    [InlineData("2022-05-17T09:30:60Z")]
    [InlineData("2022-05-17T09:30:00+25:00")]
    [InlineData("2022-05-17T09:30:00.Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("05/17/2022")]
    [InlineData("17.05.2022")]
    [InlineData("1652779800")]
    [InlineData("32 May 2022")]
    [InlineData("Mai 2022")]
    [InlineData("May")]
    [InlineData("٢٠٢٢")]
    public void Invents_no_date(string text)
    {
        Assert.False(ArticleDate.TryParse(text, out _));
        Assert.Throws<FormatException>(() => ArticleDate.Parse(text));
    }

    [Fact]
    public void Null_is_no_date() => Assert.False(ArticleDate.TryParse(null, out _));

    [Theory]
    [InlineData("2022", "2022-01-01", "2023-01-01")]
    [InlineData("2024", "2024-01-01", "2025-01-01")]
    [InlineData("2022-02", "2022-02-01", "2022-03-01")]
    [InlineData("2024-02", "2024-02-01", "2024-03-01")]
    [InlineData("2022-12", "2022-12-01", "2023-01-01")]
    [InlineData("2022-05-17", "2022-05-17", "2022-05-18")]
    public void Is_a_period_to_its_last_tick(string text, string start, string next)
    {
        var date = ArticleDate.Parse(text);
        Assert.Equal(ArticleDate.Parse(start).Start, date.Start);
        Assert.Equal(ArticleDate.Parse(next).Start.AddTicks(-1), date.End);
        Assert.Equal(DateTimeKind.Utc, date.End.Kind);
    }

    [Theory]
    [InlineData("9999")]
    [InlineData("9999-12")]
    [InlineData("9999-12-31")]
    public void The_last_period_ends_with_time(string text) => Assert.Equal(DateTime.MaxValue, ArticleDate.Parse(text).End);

    [Fact]
    public void An_instant_is_one_tick()
    {
        var date = ArticleDate.Parse("2022-05-17T09:30:00.1234567Z");
        Assert.Equal(date.Start, date.End);
        Assert.Equal(1234567, date.Start.Ticks % TimeSpan.TicksPerSecond);
    }

    [Theory]
    [InlineData(2022, "2022")]
    [InlineData(20220517, "2022-05-17")]
    [InlineData(1652779800, "2022-05-17T09:30:00Z")]
    [InlineData(1652779800123, "2022-05-17T09:30:00.123Z")]
    [InlineData(1652779800.5, "2022-05-17T09:30:00.5Z")]
    [InlineData(0, "1970-01-01T00:00:00Z")]
    [InlineData(-86400, "1969-12-31T00:00:00Z")]
    public void Numbers_of_data_sets_are_dates(double number, string expected)
    {
        Assert.True(ArticleDateParser.TryParseNumber(number, out var date));
        Assert.Equal(expected, date.ToString());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e15)]
    [InlineData(-1e12 * 90)]
    public void Other_numbers_are_none(double number) => Assert.False(ArticleDateParser.TryParseNumber(number, out _));

    [Fact]
    public void Orders_by_start_then_the_less_precise_first()
    {
        ArticleDate[] ordered = [.. new[] { "2021-12", "2022", "2022-01", "2022-01-01", "2022-01-01T00:00:00Z", "2022-01-02" }.Select(ArticleDate.Parse)];
        Assert.Equal(ordered, ordered.Reverse().Order());
    }

    [Fact]
    public void What_it_writes_it_reads() => Gen.Select(Gen.Long[0, DateTime.MaxValue.Ticks], Gen.Int[0, 3]).Sample((ticks, precision) =>
    {
        var moment = new DateTime(ticks);
        var date = precision switch
        {
            0 => ArticleDate.FromYear(moment.Year),
            1 => ArticleDate.FromMonth(moment.Year, moment.Month),
            2 => ArticleDate.FromDay(DateOnly.FromDateTime(moment)),
            _ => ArticleDate.FromInstant(new DateTimeOffset(ticks, TimeSpan.Zero)),
        };
        return ArticleDate.Parse(date.ToString()) == date && date.Start <= moment && moment <= date.End;
    });

    [Fact]
    public void Any_text_is_read_or_refused()
    {
        var pieces = Gen.OneOf("2022", "-", "05", "/", "T", "09:30", ":", "May", " ", ",", "Z", "+", "0530", ".", "999999999", "Tue", "x", "\0", "\ud800");
        pieces.Array[0, 8].Sample(parts =>
        {
            string text = string.Concat(parts);
            return !ArticleDate.TryParse(text, out var date) || ArticleDate.Parse(date.ToString()) == date;
        });
    }
}
