using System.Text;
using Search.Core.Highlighting;
using Search.Core.Language;
using Search.Core.Tests.Analysis;
using static Search.Core.Tests.Highlighting.Highlights;

namespace Search.Core.Tests.Highlighting;

public sealed class HighlighterPropertyTests
{
    [Fact]
    public void OffsetsMatchesAndHtmlEqualTheNaiveTwins()
    {
        for (int seed = 0; seed < 4_000; seed++)
        {
            var random = new Random(seed);
            string text = RandomText.Next(random, 120);
            var nodes = Enumerable.Range(0, random.Next(1, 5)).Select(_ => RandomNode(random, text)).ToArray();
            var options = new HighlightOptions { Passages = random.Next(1, 6), PassageLength = random.Next(20, 120) };
            var result = Run(All(nodes), text, options: options, whole: true, chain: PlainChain);
            var expected = Merge(nodes.SelectMany(node => Naive(node, text)));

            string message = $"seed {seed}";
            Assert.True(expected.Count > 0 == result.HasMatches, message);
            Assert.True(Write(text, expected) == result.Html, message);
            Assert.True(result.Passages.Count <= options.Passages, message);
            var reached = new HashSet<int>();
            foreach (var passage in result.Passages)
            {
                int end = passage.Offset + passage.Text.Length;
                Assert.True(text[passage.Offset..end] == passage.Text, message);
                Assert.True(passage.Text.Length > 0 && passage.Text == passage.Text.Trim(), message);
                Assert.False(IsInsidePair(text, passage.Offset) || IsInsidePair(text, end), message);
                var inside = expected.Where(m => m.Start >= passage.Offset && m.End <= end).Select(m => new TextSpan(m.Start - passage.Offset, m.End - m.Start)).ToList();
                Assert.True(inside.SequenceEqual(passage.Matches), message);
                Assert.False(expected.Exists(m => m.Start < end && m.End > passage.Offset && (m.Start < passage.Offset || m.End > end)), message);
                Assert.True(Write(passage.Text, [.. inside.Select(m => (m.Start, m.Start + m.Length))]) == passage.Html, message);
                for (int i = passage.Offset; i < end; i++)
                    Assert.True(reached.Add(i), message);
                Assert.True(result.HasMatches == (passage.Matches.Count > 0), message);
            }
        }
    }

    [Fact]
    public void StandInsAreMarkedAsTheNaiveTwinMarksThemAndWinOverNothingThatWasTyped()
    {
        for (int seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            string text = RandomText.Next(random, 120);
            var tokens = Tokens.Spans(text);
            if (tokens.Count == 0)
                continue;
            var nodes = Enumerable.Range(0, random.Next(3)).Select(_ => RandomNode(random, text)).ToArray();
            string[][] words = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Enumerable.Range(0, random.Next(1, 3)).Select(_ => tokens[random.Next(tokens.Count)].Exact).ToArray())];
            var standIns = words.Select(each => new StandIn([.. each.Select(word => ("body", Row([word])))], 0.35)).ToList();
            // Beside one of them sometimes a row of words.
            int length = standIns.Count == 1 && random.Next(2) == 0 ? random.Next(2, 4) : 0;
            int place = random.Next(tokens.Count);
            string[] row = place + length <= tokens.Count ? [.. tokens.Skip(place).Take(length).Select(token => token.Exact)] : [];
            if (row.Length > 0)
                standIns.Add(new StandIn([("body", Row(row)), ("title", Row([.. row, "nowhere"]))], 0.35));
            var options = new HighlightOptions { Passages = random.Next(1, 4), PassageLength = random.Next(20, 120) };
            var result = Highlighter.Highlight(Compile(All(nodes), chain: PlainChain, standIns: standIns), "body", text, options, whole: true);
            var typed = nodes.SelectMany(node => Naive(node, text)).ToList();
            var all = Merge(typed.Concat(tokens.Where(token => words.Any(each => each.Contains(token.Exact))).Select(token => (token.Start, token.End)))
                .Concat(Enumerable.Range(0, row.Length == 0 ? 0 : tokens.Count - row.Length + 1)
                    .Where(from => row.Index().All(word => tokens[from + word.Index].Exact == word.Item)).Select(from => (tokens[from].Start, tokens[from + row.Length - 1].End))));

            string message = $"seed {seed}";
            Assert.True(Write(text, all) == result.Html, message);
            Assert.True(result.HasMatches, message);
            var (start, end) = (result.Passages[0].Offset, result.Passages[0].Offset + result.Passages[0].Text.Length);
            Assert.True(typed.Count == 0 || typed.Exists(match => match.Start >= start && match.End <= end), message);
            foreach (var passage in result.Passages)
            {
                var inside = all.Where(m => m.Start >= passage.Offset && m.End <= passage.Offset + passage.Text.Length).Select(m => new TextSpan(m.Start - passage.Offset, m.End - m.Start));
                Assert.True(inside.SequenceEqual(passage.Matches), message);
            }
            Assert.False(Highlighter.Highlight(Compile(null, chain: PlainChain, standIns: standIns), "title", text, options, whole: false).HasMatches, message);
        }
    }

    private static TermPattern[] Row(string[] words) => [.. words.Select(word => new TermPattern(TermPatternKind.Exact, word))];

    [Fact]
    public void SloppyPhrasesEqualBruteForce()
    {
        for (int seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            string[] words = [.. Enumerable.Range(0, random.Next(1, 14)).Select(_ => ((char)('a' + random.Next(5))).ToString())];
            string[] phrase = [.. "abc"[..random.Next(2, 4)].Select(c => c.ToString()).OrderBy(_ => random.Next())];
            int slop = random.Next(1, 6);
            bool matches = Run(Phrase(string.Join(' ', phrase), slop), string.Join(' ', words)).HasMatches;
            Assert.True(LeastSpread(words, phrase) <= slop == matches, $"seed {seed}");
        }
    }

    [Fact]
    public void EditDistanceEqualsItsRecursiveDefinition()
    {
        var random = new Random(1);
        for (int i = 0; i < 3_000; i++)
        {
            string a = Letters(random), b = Letters(random);
            for (int maximum = 0; maximum <= 2; maximum++)
                Assert.Equal(Distance(a, b) <= maximum, EditDistance.IsAtMost(a, b, maximum));
        }

        Assert.True(EditDistance.IsAtMost("😀a", "a", 1));
    }

    private static QueryNode RandomNode(Random random, string text)
    {
        var tokens = Tokens.Spans(text);
        if (tokens.Count == 0)
            return Word("khan");
        int first = random.Next(tokens.Count);
        int last = Math.Min(tokens.Count - 1, first + random.Next(1, 3));
        string word = text[tokens[first].Start..tokens[first].End];
        return random.Next(5) switch
        {
            0 => Phrase(text[tokens[first].Start..tokens[last].End]),
            1 => Prefix(tokens[first].Exact[..1]),
            2 => Fuzzy(word, random.Next(2)),
            3 => Word(text[tokens[first].Start..tokens[last].End]),
            _ => Word(word),
        };
    }

    /// <summary>All matches of a node by comparing every token with every word of it.</summary>
    private static List<(int Start, int End)> Naive(QueryNode node, string text)
    {
        string query = node is PhraseNode phrase ? phrase.Text : ((WordNode)node).Text;
        var kind = (node as WordNode)?.Kind ?? WordKind.Plain;
        var wanted = Tokens.Spans(query);
        string[] wantedStems = Tokens.Stems(query).Split('|');
        var tokens = Tokens.Spans(text);
        string[] stems = Tokens.Stems(text).Split('|');
        var others = Tokens.Others(text, PlainChain);
        var wantedOthers = Tokens.Others(query, PlainChain);
        var matches = new List<(int, int)>();
        for (int from = 0, to; from < wanted.Count; from = to)
        {
            to = from + 1;
            while (to < wanted.Count && (node is PhraseNode || (kind == WordKind.Plain && AreJoined(query[wanted[to - 1].End..wanted[to].Start]))))
                to++;
            for (int i = 0; i + to - from <= tokens.Count; i++)
            {
                bool all = true;
                for (int k = from; k < to; k++)
                {
                    string exact = tokens[i + k - from].Exact;
                    all &= node switch
                    {
                        PhraseNode => exact == wanted[k].Exact,
                        WordNode { Kind: WordKind.Fuzzy } word => Distance(exact, wanted[k].Exact) <= word.MaxEdits,
                        _ when kind == WordKind.Prefix && k == wanted.Count - 1 => exact.StartsWith(wanted[k].Exact, StringComparison.Ordinal),
                        // Another writing counts for a word alone, and in a query for one that is finished.
                        _ when to - from == 1 => stems[i] == wantedStems[k] || others[i] == wantedStems[k]
                            || (kind == WordKind.Plain && wantedOthers[k] is { } other && (stems[i] == other || others[i] == other)),
                        _ => stems[i + k - from] == wantedStems[k],
                    };
                }

                if (all)
                    matches.Add((tokens[i].Start, tokens[i + to - from - 1].End));
            }
        }

        return matches;
    }

    private static bool AreJoined(string gap) => gap.Length == 0 || (gap.Length == 1 && "-‐‑‒–'’‘ʼ＇`´.·_&@:+#".Contains(gap[0], StringComparison.Ordinal));

    private static List<(int Start, int End)> Merge(IEnumerable<(int Start, int End)> matches)
    {
        var merged = new List<(int Start, int End)>();
        foreach (var match in matches.OrderBy(m => m.Start))
        {
            if (merged.Count > 0 && match.Start < merged[^1].End)
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, match.End));
            else
                merged.Add(match);
        }

        return merged;
    }

    private static string Write(string text, List<(int Start, int End)> matches)
    {
        var html = new StringBuilder();
        for (int i = 0; i <= text.Length; i++)
        {
            if (matches.Exists(m => m.End == i))
                html.Append("</mark>");
            if (matches.Exists(m => m.Start == i))
                html.Append("<mark>");
            if (i < text.Length)
                html.Append(Escape(text, i));
        }

        return html.ToString();
    }

    private static string Escape(string text, int i)
    {
        char c = text[i];
        if (char.IsSurrogate(c))
        {
            int high = char.IsLowSurrogate(c) ? i - 1 : i;
            bool isPair = high >= 0 && high + 1 < text.Length && char.IsSurrogatePair(text[high], text[high + 1]);
            if (isPair && (char.ConvertToUtf32(text[high], text[high + 1]) & 0xFFFE) == 0xFFFE)
                return i == high ? "\uFFFD" : "";
            return isPair ? c.ToString() : "\uFFFD";
        }

        return c switch
        {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\t' or '\n' or '\r' or '\f' => c.ToString(),
            < ' ' or (>= '\u007F' and < '\u00A0') or (>= '\uFDD0' and <= '\uFDEF') or '\uFFFE' or '\uFFFF' => "\uFFFD",
            _ => c.ToString(),
        };
    }

    private static bool IsInsidePair(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]);

    private static int LeastSpread(string[] words, string[] phrase)
    {
        var choices = new List<int[]> { Array.Empty<int>() };
        for (int term = 0; term < phrase.Length; term++)
        {
            choices = [.. choices.SelectMany(choice => Enumerable.Range(0, words.Length).Where(p => words[p] == phrase[term])
                .Select(p => (int[])[.. choice, p - term]))];
        }

        return choices.Count == 0 ? int.MaxValue : choices.Min(c => c.Max() - c.Min());
    }

    private static string Letters(Random random) => new([.. Enumerable.Range(0, random.Next(0, 6)).Select(_ => (char)('a' + random.Next(3)))]);

    private static int Distance(string a, string b)
    {
        var left = a.EnumerateRunes().ToArray();
        var right = b.EnumerateRunes().ToArray();
        var known = new Dictionary<(int, int), int>();
        return Of(left.Length, right.Length);

        int Of(int i, int j)
        {
            if (i == 0 || j == 0)
                return i + j;
            if (known.TryGetValue((i, j), out int value))
                return value;
            int least = Math.Min(Math.Min(Of(i - 1, j), Of(i, j - 1)) + 1, Of(i - 1, j - 1) + (left[i - 1] == right[j - 1] ? 0 : 1));
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                least = Math.Min(least, Of(i - 2, j - 2) + 1);
            return known[(i, j)] = least;
        }
    }
}
