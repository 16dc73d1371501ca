using System.Runtime.InteropServices;
using Search.Core.Duplicates;
using Search.Core.Likeness;

namespace Search.Core.Tests.Likeness;

/// <summary>Signatures against docs/index-format.md, read literally.</summary>
public sealed class SignatureBuilderTests
{
    private const string Example = "676676952598EAE7";

    private const string SilentWords = """
        about above after again against also been before being below between both could does doing down during each from further have having here hers herself
        himself into itself just might more most must myself once only other ours ourselves over same shall should some such than that their theirs them
        themselves then there these they this those through under until upon very were what when where which while whom whose will with would your yours
        yourself yourselves
        """;

    [Fact]
    public void The_example_of_the_page_is_one()
    {
        string signature = Convert.ToHexString(Build("Harbour", "The harbour’s gates reopened on Monday, Monday 1999."));
        Assert.Equal(Example, signature[..Example.Length]);
        Assert.Equal(new string('0', 128 - Example.Length), signature[Example.Length..]);
    }

    [Fact]
    public void Signatures_are_those_of_the_page()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] silent = SilentWords.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var sketches = new SketchBuilder();
        var builder = new SignatureBuilder();
        for (int run = 0; run < 60; run++)
        {
            var words = Enumerable.Range(0, 1 + random.Next(run % 3 == 0 ? 3_000 : 150)).Select(_ => Word(random)).Concat(silent).ToArray();
            string Text(int most) => string.Join(random.Next(2) == 0 ? " " : ", ", Enumerable.Range(0, random.Next(most)).Select(_ => words[random.Next(words.Length)]));
            string title = Text(10), body = Text(run % 3 == 0 ? 5_000 : 300);

            // One builder for all, as an indexing thread has it.
            sketches.Build(title, body, builder);

            Assert.True(Naive(title, body, silent).AsSpan().SequenceEqual(builder.Build()), $"seed {seed}, run {run}");
        }
    }

    [Fact]
    public void A_signature_changes_no_sketch()
    {
        const string Body = "It was on the day that the bridge of the town fell into the river and the mayor of the town was not there to see it.";
        Assert.Equal(new SketchBuilder().Build("t", Body), new SketchBuilder().Build("t", Body, new SignatureBuilder()));
    }

    [Fact]
    public void Damaged_bytes_are_refused()
    {
        byte[] good = Build("Harbour", "The gates reopened on Monday.");
        Assert.True(IsSound(good));
        Assert.True(IsSound(new byte[ArticleSignature.ByteLength]));
        byte[] twice = [.. good];
        twice.AsSpan(0, 2).CopyTo(twice.AsSpan(2));
        Assert.False(IsSound(twice));
        byte[] gap = new byte[ArticleSignature.ByteLength];
        gap[5] = 1;
        Assert.False(IsSound(gap));
        // A level without a word.
        byte[] nothing = new byte[ArticleSignature.ByteLength];
        nothing[0] = 5;
        Assert.False(IsSound(nothing));
    }

    private static bool IsSound(byte[] signature) => ArticleSignature.IsSound(MemoryMarshal.Cast<byte, ushort>(signature));

    private static byte[] Build(string title, string body)
    {
        var builder = new SignatureBuilder();
        new SketchBuilder().Build(title, body, builder);
        return builder.Build();
    }

    private static string Word(Random random)
    {
        int length = 1 + random.Next(14);
        string word = string.Concat(Enumerable.Range(0, length).Select(_ => "abcdeé9"[random.Next(7)]));
        word += random.Next(12) switch { 0 => "'s", 1 => "’s", 2 => "'", 3 => "'t", _ => "" };
        return random.Next(5) == 0 ? word.ToUpperInvariant() : word;
    }

    private static byte[] Naive(string title, string body, string[] silent)
    {
        var known = new Dictionary<string, (int Occurrences, int Length)>();
        foreach (string text in (string[])[title, title, title, body])
        {
            foreach (string token in text.ToLowerInvariant().Replace('’', '\'').Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries))
            {
                string word = (token.EndsWith("'s", StringComparison.Ordinal) ? token[..^2] : token).Replace("'", "", StringComparison.Ordinal);
                if (word.Length < 4 || !word.Any(char.IsLetter))
                    continue;
                string beginning = word[..Math.Min(8, word.Length)];
                var (occurrences, longest) = known.GetValueOrDefault(beginning);
                known[beginning] = (occurrences + 1, Math.Max(longest, word.Length));
            }
        }

        foreach (string word in silent)
            known.Remove(word[..Math.Min(8, word.Length)]);
        var words = known.Select(each => (Hash: Hash(each.Key), Level: Level(Math.Min(each.Value.Occurrences, 63), Math.Min(each.Value.Length, 10))));
        var entries = words.OrderByDescending(word => word.Level).ThenBy(word => word.Hash).Take(32)
            .Select(word => (Hash: 1 + (int)(word.Hash % 4_095), word.Level))
            .GroupBy(word => word.Hash).OrderBy(group => group.Key).Select(group => group.Key * 16 + group.Max(word => word.Level) - 1).ToList();
        byte[] bytes = new byte[64];
        for (int i = 0; i < entries.Count; i++)
            (bytes[2 * i], bytes[2 * i + 1]) = ((byte)entries[i], (byte)(entries[i] >> 8));
        return bytes;
    }

    private static int Level(int occurrences, int length) => (int)Math.Max(1, Math.Ceiling(16 * (occurrences / (occurrences + 1.2) * Math.Sqrt(length / 10.0))));

    private static ulong Hash(string word)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in word)
            hash = unchecked((hash ^ c) * 0x100000001B3);
        hash = unchecked((hash ^ hash >> 30) * 0xBF58476D1CE4E5B9);
        hash = unchecked((hash ^ hash >> 27) * 0x94D049BB133111EB);
        return (hash ^ hash >> 31) & (1UL << 60) - 1;
    }
}
