using System.Text;
using System.Text.Json;
using CsCheck;
using Search.Api.Contracts;

namespace Search.Api.Tests;

public sealed class LenientStringTests
{
    private static readonly JsonSerializerOptions Options = Configured();

    [Fact]
    public void Unpaired_surrogates_are_read()
    {
        // Not as inline data: attributes are stored in UTF-8.
        Read("\"\\uD800\"", "\uD800");
        Read("\"a\\uDC00\\n\\t\\\"\\\\\\/\\u00e9\\uD83D\\uDE00\"", "a\uDC00\n\t\"\\/\u00e9\uD83D\uDE00");
        Read("\"é😀\\uDBFF漢\"", "é😀\uDBFF漢");

        static void Read(string json, string expected) => Assert.Equal(expected, JsonSerializer.Deserialize<string>(json, Options));
    }

    [Fact]
    public void Any_text_is_read_as_it_was_escaped() =>
        Gen.Char['\uD7F0', '\uE010'].Array[0, 20].Select(chars => new string(chars)).Sample(text =>
        {
            string json = $"\"{string.Concat(text.Select(c => $"\\u{(int)c:x4}"))}\"";
            Assert.Equal(text, JsonSerializer.Deserialize<string>(json, Options));
        }, iter: 2_000);

    [Fact]
    public void Any_text_is_written_with_its_length_and_well_formed() =>
        Gen.Select(Gen.Char, Gen.Char['\uD7F0', '\uE010'], Gen.Char['\0', '~'])
            .Select((any, surrogate, ascii) => new[] { any, surrogate, ascii }).Array[0, 20]
            .Select(parts => new string([.. parts.SelectMany(part => part)]))
            .Sample(text =>
            {
                byte[] json = JsonSerializer.SerializeToUtf8Bytes(text, Options);
                string read = JsonSerializer.Deserialize<string>(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(json))!;
                Assert.Equal(text.Length, read.Length);
                Assert.All(text.Zip(read), pair => Assert.True(pair.First == pair.Second || (char.IsSurrogate(pair.First) && pair.Second == '\uFFFD')));
            }, iter: 2_000);

    private static JsonSerializerOptions Configured()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        ApiJson.Configure(options);
        return options;
    }
}
