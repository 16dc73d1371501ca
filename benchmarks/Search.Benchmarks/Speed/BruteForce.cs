using Search.Benchmarks.Game;

namespace Search.Benchmarks.Speed;

/// <summary>
/// The judge: every document of a corpus scored by the formula, straight from the words of its text. Shares with the engines what splits a
/// text into words, and nothing else.
/// </summary>
internal sealed class BruteForce
{
    private const double K1 = 1.2, B = 0.75;

    private readonly Dictionary<string, WordPostings> _words = new(StringComparer.Ordinal);
    private readonly List<string> _ids = [];
    private readonly List<int> _lengths = [];
    private readonly Dictionary<string, int> _docs = new(StringComparer.Ordinal);
    private readonly double[] _norms;

    // Of the last query.
    private readonly double[] _sums;
    private readonly int[] _matched;

    /// <summary>Reads the corpus and keeps what the queries need of it.</summary>
    public BruteForce(IEnumerable<GameDocument> corpus, IEnumerable<GameQuery> queries)
    {
        var clauses = queries.SelectMany(query => query.Clauses).ToList();
        var inPhrases = clauses.Where(clause => clause.Words.Count > 1).SelectMany(clause => clause.Words).ToHashSet(StringComparer.Ordinal);
        foreach (string word in clauses.SelectMany(clause => clause.Words))
            _words.TryAdd(word, new WordPostings(inPhrases.Contains(word)));

        var lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        var words = new LetterDigitWords();
        long total = 0;
        foreach (var document in corpus)
        {
            int doc = _ids.Count;
            int length = 0;
            words.Open(document.Text);
            while (words.Next())
            {
                if (lookup.TryGetValue(words.Word, out var postings))
                    postings.Add(doc, length);
                length++;
            }

            _docs[document.Id] = doc;
            _ids.Add(document.Id);
            _lengths.Add(length);
            total += length;
        }

        double average = total / (double)_ids.Count;
        _norms = [.. _lengths.Select(length => K1 * (1 - B + B * (length / average)))];
        _sums = new double[_ids.Count];
        _matched = new int[_ids.Count];
        Tokens = total;
    }

    public int DocumentCount => _ids.Count;

    public long Tokens { get; }

    public int DocFreq(string word) => _words.TryGetValue(word, out var postings) ? postings.Count : 0;

    /// <summary>Scores all documents; <see cref="ScoreOf"/> then speaks of this query.</summary>
    /// <returns>How many match, and the highest scores, descending.</returns>
    public (int Count, IReadOnlyList<float> Top) Run(GameQuery query, int k)
    {
        Array.Clear(_sums);
        Array.Clear(_matched);
        int required = query.Clauses.Count(clause => clause.Role == GameRole.Required);
        int needed = Math.Max(required, 1);
        foreach (var clause in query.Clauses)
        {
            double idf = clause.Words.Sum(word => Idf(DocFreq(word)));
            // What is optional counts as a match where nothing is required.
            int match = clause.Role switch
            {
                GameRole.Required => 1,
                GameRole.Prohibited => int.MinValue / 2,
                _ => required == 0 ? needed : 0,
            };
            foreach (var (doc, freq) in Occurrences(clause))
            {
                _matched[doc] += match;
                if (clause.Role != GameRole.Prohibited)
                    _sums[doc] += idf * (freq / (freq + _norms[doc]));
            }
        }

        int count = 0;
        var best = new PriorityQueue<float, float>();
        for (int doc = 0; doc < _sums.Length; doc++)
        {
            if (_matched[doc] < needed)
            {
                _sums[doc] = double.NaN;
                continue;
            }

            count++;
            float score = (float)_sums[doc];
            if (best.Count < k)
                best.Enqueue(score, score);
            else if (k > 0 && score > best.Peek())
                best.DequeueEnqueue(score, score);
        }

        return (count, [.. best.UnorderedItems.Select(item => item.Element).OrderDescending()]);
    }

    /// <summary>The score of a document in the last query; not a number when it does not match.</summary>
    public float ScoreOf(string id) => _docs.TryGetValue(id, out int doc) ? (float)_sums[doc] : float.NaN;

    private double Idf(int docFreq) => Math.Log(1 + (DocumentCount - docFreq + 0.5) / (docFreq + 0.5));

    private List<(int Doc, int Freq)> Occurrences(GameClause clause)
    {
        var found = new List<(int, int)>();
        WordPostings[] words = [.. clause.Words.Select(word => _words[word])];
        if (words is [var only])
        {
            for (int n = 0; n < only.Count; n++)
                found.Add((only.Docs[n], only.Freqs[n]));
            return found;
        }

        int[] at = new int[words.Length];
        for (int n = 0; n < words[0].Count; n++)
        {
            int doc = words[0].Docs[n];
            at[0] = n;
            bool all = true;
            for (int i = 1; i < words.Length && all; i++)
            {
                at[i] = words[i].Docs.BinarySearch(doc);
                all = at[i] >= 0;
            }

            int freq = all ? PhraseFreq(words, at) : 0;
            if (freq > 0)
                found.Add((doc, freq));
        }

        return found;
    }

    private static int PhraseFreq(WordPostings[] words, int[] at)
    {
        int freq = 0;
        foreach (int start in words[0].Positions(at[0]))
        {
            bool follows = true;
            for (int i = 1; i < words.Length && follows; i++)
                follows = words[i].Positions(at[i]).BinarySearch(start + i) >= 0;
            if (follows)
                freq++;
        }

        return freq;
    }
}
