using Search.Core.Analysis;

namespace Search.Core.Highlighting;

/// <summary>The clauses that may match in one field, and which of their words a token is. Not thread-safe.</summary>
internal sealed class FieldMatcher
{
    /// <summary>A phrase that was asked for says more than its words beside each other.</summary>
    private const double PhraseBonus = 1.5;

    /// <summary>Below this even a word of every article counts.</summary>
    private const double LeastWeight = 0.05;

    private readonly TermPattern[] _terms;
    private readonly bool _hasAcronyms;
    private readonly SurfaceTable _surfaces = new();
    private readonly SurfaceTable _acronyms = new();
    private readonly SurfaceTable _initials = new();
    private readonly SurfaceTable _magnitudes = new();
    private readonly List<TermSet> _sets = [TermSet.None];
    private readonly Dictionary<TermSetKey, int> _setNumbers = [];
    private readonly List<int> _found = [];

    /// <param name="clauses">What the query names.</param>
    /// <param name="standIns">What stands for words of it, in the order of words: the words and rows of words in this field and what showing one of them is worth.</param>
    /// <param name="stemmer">The stemmer of the index; null where words are not stemmed.</param>
    /// <param name="language">The language of the text; null for English.</param>
    /// <param name="idf">How rare a stem is.</param>
    public FieldMatcher(
        IReadOnlyList<HighlightClause> clauses, IEnumerable<(IEnumerable<TermPattern[]> Rows, double Weight)> standIns, EnglishStemmer? stemmer, LanguageStemmer? language,
        Func<string, double> idf)
    {
        // How a word begins says nothing of its stem in languages with articles before an apostrophe.
        if (language is not null)
            Filter.AddAll();
        var numbers = new Dictionary<TermPattern, int>();
        var phrases = new List<Phrase>();
        var known = new HashSet<PhraseKey>();
        var words = new Dictionary<int, int>();
        var weights = new List<double>();
        foreach (var clause in clauses)
        {
            int[] terms = [.. clause.Terms.Select(term => numbers.TryGetValue(term, out int number) ? number : Number(term))];
            double weight = clause.Stems.Sum(stem => Math.Max(LeastWeight, idf(stem)));
            if (terms.Length > 1)
            {
                if (!known.Add(new PhraseKey(new TermSetKey(terms), clause.Slop)))
                    continue;
                phrases.Add(new Phrase(weights.Count, terms, clause.Slop));
                weights.Add(weight * PhraseBonus);
            }
            else if (words.TryAdd(terms[0], weights.Count))
            {
                weights.Add(weight);
            }
        }

        // What is named by the query as well is no stand-in, and what stands for two words counts for the first of them.
        foreach (var (rows, weight) in standIns)
        {
            int before = words.Count + phrases.Count;
            foreach (var row in rows)
            {
                int[] terms = [.. row.Select(term => numbers.TryGetValue(term, out int number) ? number : Number(term))];
                if (terms.Length == 1)
                    words.TryAdd(terms[0], weights.Count);
                else if (known.Add(new PhraseKey(new TermSetKey(terms), Slop: 0)))
                    phrases.Add(new Phrase(weights.Count, terms, Slop: 0));
            }
            if (words.Count + phrases.Count > before)
                weights.Add(weight);
        }

        _terms = [.. numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        Phrases = [.. phrases];
        WordClauses = words;
        Weights = [.. weights];
        foreach (var term in _terms)
        {
            if (term.FixesBeginning)
                Filter.AddPrefix(term.Text);
            else
                Filter.AddAll();
            _hasAcronyms |= term.Kind == TermPatternKind.Acronym;
            if (term.Kind != TermPatternKind.Stem || stemmer is null)
                continue;
            foreach (string beginning in stemmer.Beginnings(term.Text))
                Filter.AddPrefix(beginning);
        }

        int Number(TermPattern term)
        {
            numbers.Add(term, numbers.Count);
            return numbers.Count - 1;
        }
    }

    /// <summary>How much each clause is worth; a clause's number is its index.</summary>
    public double[] Weights { get; }

    public Phrase[] Phrases { get; }

    /// <summary>From the number of a term to the clause that is this word alone.</summary>
    private Dictionary<int, int> WordClauses { get; }

    /// <summary>Lets through the tokens that may match.</summary>
    public TokenFilter Filter { get; } = new();

    /// <summary>Which words of the query the current token is. Computed once a spelling.</summary>
    /// <param name="token">The token.</param>
    /// <param name="end">One past the last code unit of what is meant: spaced initials reach over the tokens behind.</param>
    public TermSet Find(TokenCursor token, out int end)
    {
        end = token.End;
        ReadOnlySpan<char> acronym = default;
        int acronymEnd = end;
        bool isAcronym = _hasAcronyms && !token.IsMagnitude && token.TryAcronym(out acronym, out acronymEnd);
        bool isSpaced = acronymEnd > end;
        var surfaces = token.IsMagnitude ? _magnitudes : isSpaced ? _initials : isAcronym ? _acronyms : _surfaces;
        // Of spaced initials the token is the first letter, which does not say what the others are.
        ref int set = ref surfaces.GetOrAdd(isSpaced ? acronym : token.Surface, out bool isNew);
        if (isNew)
            set = Classify(token.Exact, token.Stem, acronym);
        var terms = _sets[set];
        if (terms.HasAcronym)
            end = acronymEnd;
        return terms;
    }

    /// <summary>Which words of the query are what some tokens make when they are written as one.</summary>
    public TermSet FindJoined(ReadOnlySpan<char> stem)
    {
        _found.Clear();
        for (int i = 0; i < _terms.Length; i++)
        {
            if (_terms[i].Kind == TermPatternKind.Stem && stem.SequenceEqual(_terms[i].Text))
                _found.Add(i);
        }

        return _sets[SetOfFound()];
    }

    private int Classify(ReadOnlySpan<char> exact, ReadOnlySpan<char> stem, ReadOnlySpan<char> acronym)
    {
        _found.Clear();
        for (int i = 0; i < _terms.Length; i++)
        {
            if (_terms[i].Matches(exact, stem, acronym))
                _found.Add(i);
        }

        return SetOfFound();
    }

    private int SetOfFound()
    {
        if (_found.Count == 0)
            return 0;
        var key = new TermSetKey([.. _found]);
        if (!_setNumbers.TryGetValue(key, out int number))
        {
            number = _sets.Count;
            _setNumbers.Add(key, number);
            int[] words = [.. key.Terms.Where(WordClauses.ContainsKey).Select(term => WordClauses[term])];
            bool inPhrase = Phrases.Any(phrase => phrase.Terms.Any(key.Terms.Contains));
            bool hasAcronym = key.Terms.Any(term => _terms[term].Kind == TermPatternKind.Acronym);
            _sets.Add(new TermSet(key.Terms, words, inPhrase, hasAcronym));
        }

        return number;
    }

    /// <summary>What tells phrases apart: one that a query has twice is looked for once.</summary>
    private readonly record struct PhraseKey(TermSetKey Terms, int Slop);

    /// <summary>Compares rows or sets of terms by their members.</summary>
    private readonly struct TermSetKey(int[] terms) : IEquatable<TermSetKey>
    {
        public int[] Terms { get; } = terms;

        public bool Equals(TermSetKey other) => Terms.AsSpan().SequenceEqual(other.Terms);

        public override bool Equals(object? obj) => obj is TermSetKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (int term in Terms)
                hash.Add(term);
            return hash.ToHashCode();
        }
    }
}

/// <summary>Words in a row, as numbers of terms.</summary>
internal sealed record Phrase(int Clause, int[] Terms, int Slop);

/// <summary>The words of the query that one spelling is.</summary>
/// <param name="Terms">The terms, ascending.</param>
/// <param name="WordClauses">The clauses that it satisfies alone.</param>
/// <param name="IsInPhrase">Whether a phrase needs it.</param>
/// <param name="HasAcronym">Whether an acronym is among the terms.</param>
internal sealed record TermSet(int[] Terms, int[] WordClauses, bool IsInPhrase, bool HasAcronym)
{
    public static readonly TermSet None = new([], [], false, false);

    public bool Contains(int term) => Terms.AsSpan().Contains(term);
}
