using System.Text;
using Search.Core.Articles;

namespace Search.Core.Tests.Articles;

/// <summary>The quick way through plain records against the one through <see cref="System.Text.Json.Utf8JsonReader"/>, its naive twin.</summary>
public sealed class PlainJsonTests
{
    private static readonly string[] s_names = ["id", "title", "body", "date", "source", "url", "authors", "language", "fields", "section", "headline", "weiß", "a\\u0062c"];

    private static readonly string[] s_parts =
    [
        "plain words ", "\\n", "\\\"", "\\\\", "\\/", "\\b\\f\\r\\t", "\\u00e9", "\\u20AC", "\\ud83d\\ude00", "\\ud83d", "\\udc00", "Straße ", "日本", "😀", "1916-05-17", new string('x', 300), "",
    ];

    private static readonly string[] s_others =
    [
        "null", "true", "false", "17", "-1.5e3", "1e999", "[]", "[\"a\",\"b \\n\"]", "[1,null,{\"name\":\"n\"}]", "{\"name\":\"n\"}", "{\"a\":{\"b\":1}}", "{}", "{\"$date\":\"2020-01-02\"}",
    ];

    [Theory]
    [InlineData("""{"id":"1","title":"t","body":"One.\n\n\"Two\" \u20ac","date":"2022-05-17","n":3,"authors":["A"],"x":null}""")]
    [InlineData(""" { "id" : "1" , "body" : "" } """)]
    public void Ordinary_records_are_read_this_way(string record) =>
        Assert.True(PlainJson.TryRead(Encoding.UTF8.GetBytes(record), MemberNames.Default, new ArticleDraft()));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"body":"a" "id":"b"}""")]
    [InlineData("""{"body":"a",}""")]
    [InlineData("""{"body":"a"}}""")]
    [InlineData("""{"body":"a\x"}""")]
    [InlineData("""{"body":"a\u00g0"}""")]
    [InlineData("""{"body":"a\u00""")]
    [InlineData("""{"body":"a\""")]
    [InlineData("""{"body":"a""")]
    [InlineData("{\"body\":\"a\nb\"}")]
    [InlineData("{\"body\":\"a\\n\tb\"}")]
    [InlineData("""{"body":nul}""")]
    [InlineData("""{"body":01}""")]
    [InlineData("""{"body":1 2}""")]
    [InlineData("""{"body" "a"}""")]
    [InlineData("""{"b\u006fdy":"a"}""")]
    public void What_is_not_plain_or_not_right_is_left_to_the_reader(string record) =>
        Assert.False(PlainJson.TryRead(Encoding.UTF8.GetBytes(record), MemberNames.Default, new ArticleDraft()));

    [Theory]
    [InlineData(62, true)]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Values_may_be_as_deep_as_for_the_reader(int depth, bool isRead)
    {
        byte[] record = Encoding.UTF8.GetBytes($"{{\"body\":\"b\",\"x\":{new string('[', depth)}1{new string(']', depth)}}}");
        Assert.Equal(isRead, PlainJson.TryRead(record, MemberNames.Default, new ArticleDraft()));
        Assert.Equal(isRead, TryReadSlowly(record, new ArticleDraft()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Records_and_damaged_ones_come_out_as_from_the_reader(int seed)
    {
        var random = new Random(seed);
        int quick = 0, damaged = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] record = Encoding.UTF8.GetBytes(Record(random));
            for (int damage = i % 3 == 0 ? random.Next(4) : 0; damage > 0; damage--)
                record[random.Next(record.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : "\"\\{}[],:u0 \n"[random.Next(12)]);
            var plain = new ArticleDraft();
            var expected = new ArticleDraft();
            bool isRight = TryReadSlowly(record, expected);
            damaged += isRight ? 0 : 1;
            if (!PlainJson.TryRead(record, MemberNames.Default, plain))
                continue;
            quick++;
            Assert.True(isRight, Encoding.UTF8.GetString(record));
            Assert.Equal(Outline(expected), Outline(plain));
        }

        Assert.InRange(quick, 10_000, 20_000);
        Assert.InRange(damaged, 1_000, 10_000);
    }

    private static bool TryReadSlowly(byte[] record, ArticleDraft draft)
    {
        try
        {
            JsonRecord.Read(record, MemberNames.Default, draft);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Record(Random random)
    {
        var record = new StringBuilder("{");
        for (int members = random.Next(1, 8), i = 0; i < members; i++)
        {
            record.Append(i == 0 ? "" : ",").Append(Space()).Append('"').Append(s_names[random.Next(s_names.Length)]).Append('"').Append(Space()).Append(':').Append(Space());
            if (random.Next(4) == 0)
            {
                record.Append(s_others[random.Next(s_others.Length)]);
            }
            else
            {
                record.Append('"');
                for (int parts = random.Next(6); parts > 0; parts--)
                    record.Append(s_parts[random.Next(s_parts.Length)]);
                record.Append('"');
            }

            record.Append(Space());
        }

        return record.Append('}').Append(Space()).ToString();

        string Space() => random.Next(8) == 0 ? " \t\r\n"[..random.Next(5)] : "";
    }

    /// <summary>All that a draft says, in words.</summary>
    private static string Outline(ArticleDraft draft)
    {
        var outline = new StringBuilder();
        for (var member = ArticleMember.Id; member <= ArticleMember.TitleDerived; member++)
            outline.Append(member).Append('=').Append(draft.Has(member)).Append(draft.IsTrue(member)).Append(draft.GetText(member)).Append(';');
        outline.Append(draft.GetBody()).Append(';').Append(draft.GetDate()).Append(';').AppendJoin('|', draft.GetAuthors() ?? []);
        foreach (var (name, value) in draft.Fields ?? new Dictionary<string, FieldValue>())
            outline.Append(';').Append(name).Append('=').Append(value.Strings is { } texts ? string.Join('|', texts) : $"{value.Number}{value.Boolean}{value.Date}");
        return outline.Append(';').AppendJoin('|', draft.Removed.Select(removed => removed.FieldName)).Append(draft.HasText).Append(draft.Error).ToString();
    }
}
