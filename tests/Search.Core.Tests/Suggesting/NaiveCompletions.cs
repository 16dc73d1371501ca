using System.Text;
using System.Text.RegularExpressions;
using Search.Core.Analysis;
using Search.Core.Matching;
using Search.Core.Suggesting;

namespace Search.Core.Tests.Suggesting;

/// <summary>The twin of the completions: counts the phrases of all articles anew, and looks at every one of them for every kind.</summary>
internal sealed class NaiveCompletions
{
    private const int LeastWordLength = 4;

    private readonly AnalysisChain _chain;
    private readonly List<(string Key, int Articles)> _offered;

    public NaiveCompletions(AnalysisChain chain, IEnumerable<Article> articles)
    {
        _chain = chain;
        var phrases = new Dictionary<string, (int Articles, int Titles)>(StringComparer.Ordinal);
        foreach (var article in articles)
        {
            var counts = new PhraseCounts();
            new PhraseReader(chain).Read(article, counts);
            for (var cursor = counts.ToList(least: 1).Open(); cursor.MoveNext();)
            {
                string key = Encoding.UTF8.GetString(cursor.Key);
                var (known, titles) = phrases.GetValueOrDefault(key);
                phrases[key] = (known + 1, titles + cursor.Titles);
            }
        }
        _offered = [.. phrases.Where(phrase => phrase.Value.Articles >= 2 || phrase.Value.Titles > 0).Select(phrase => (phrase.Key, phrase.Value.Articles))];
    }

    public IReadOnlyList<(string Key, int Articles)> Offered => _offered;

    /// <summary>The completions as words kept and key, with their counts.</summary>
    public List<(string Text, int Articles)> Complete(string text, int size, bool typos)
    {
        var words = new List<string>();
        bool isOpen = false;
        using (var cursor = _chain.Open(text))
        {
            while (cursor.Next())
            {
                words.Add(cursor.Exact.ToString());
                isOpen = cursor.End == text.Length;
            }
        }
        var found = new List<(string Text, int Articles)>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (words.Count == 0)
            return found;
        bool AreKnown(int before) => words.Take(before).All(word => QueryStopWords.English.Contains(word) || _offered.Exists(each => each.Key.Split(' ').Contains(word)));
        void Add(int from, bool later, int edits)
        {
            string typed = string.Join(' ', words.Skip(from)) + (isOpen ? "" : " ");
            string kept = string.Concat(words.Take(from).Select(word => word + " "));
            Regex[] patterns = [.. Patterns(typed, edits).Distinct().Select(pattern => new Regex("^" + pattern, RegexOptions.CultureInvariant))];
            var matches = from each in _offered
                          let at = later ? Later(each.Key).Where(rest => patterns.Any(pattern => pattern.IsMatch(rest))).Order(StringComparer.Ordinal).FirstOrDefault()
                              : patterns.Any(pattern => pattern.IsMatch(each.Key)) ? each.Key : null
                          where at is not null && !known.Contains(each.Key)
                          select (each.Key, each.Articles, At: at);
            foreach (var (key, articles, _) in matches.OrderByDescending(match => match.Articles).ThenBy(match => match.At, StringComparer.Ordinal).ThenBy(match => match.Key, StringComparer.Ordinal)
                .Take(size - found.Count).ToArray())
            {
                known.Add(key);
                found.Add((kept + key, articles));
            }
        }
        for (int edits = 0; edits <= (typos ? 2 : 0) && found.Count < size; edits++)
        {
            Add(0, later: false, edits);
            Add(0, later: true, edits);
            for (int from = 1; from < words.Count; from++)
            {
                if (AreKnown(from))
                    Add(from, later: false, edits);
            }
        }
        for (int from = 1; from < words.Count; from++)
        {
            if (!AreKnown(from))
                Add(from, later: false, edits: 0);
        }
        return [.. found.DistinctBy(each => each.Text)];
    }

    private static IEnumerable<string> Later(string key)
    {
        for (int blank = key.IndexOf(' '); blank >= 0; blank = key.IndexOf(' ', blank + 1))
            yield return key[(blank + 1)..];
    }

    /// <summary>Patterns of everything with so many misspelt words, each by one letter behind the first.</summary>
    private static IEnumerable<string> Patterns(string typed, int edits)
    {
        string[] words = typed.Split(' ');
        IEnumerable<(string Pattern, int Edits)> all = [("", 0)];
        for (int i = 0; i < words.Length; i++)
        {
            bool isFinished = i < words.Length - 1;
            string word = words[i];
            string blank = i == 0 ? "" : " ";
            all = [.. from prefix in all from variant in Variants(word, isFinished) where prefix.Edits + variant.Edits <= edits
                select (prefix.Pattern + blank + variant.Pattern, prefix.Edits + variant.Edits)];
        }
        return all.Where(pattern => pattern.Edits == edits).Select(pattern => pattern.Pattern);
    }

    private static IEnumerable<(string Pattern, int Edits)> Variants(string word, bool isFinished)
    {
        yield return (word, 0);
        if (word.Length < LeastWordLength)
            yield break;
        for (int i = 1; i < word.Length; i++)
        {
            yield return (word[..i] + "[^ ]" + word[(i + 1)..], 1);
            yield return (word[..i] + "[^ ]" + word[i..], 1);
            yield return (word[..i] + word[(i + 1)..], 1);
            if (i + 1 < word.Length)
                yield return (word[..i] + word[i + 1] + word[i] + word[(i + 2)..], 1);
        }
        if (isFinished)
            yield return (word + "[^ ]", 1);
    }
}
