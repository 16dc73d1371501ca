using System.Text;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>
/// Finds what a typed word may have been meant to be, where the index does not have it, and how articles may have misspelt a word that it has. Known
/// words are never taken for others.
/// </summary>
internal sealed class TypoExpander(PlanningContext context)
{
    /// <summary>Shorter words have too many neighbours.</summary>
    private const int LeastLength = 4;

    /// <summary>Longer ones are no words.</summary>
    private const int MaxLength = 32;

    /// <summary>How many words one that is unknown stands for.</summary>
    private const int MaxNear = 10;

    /// <summary>How much less near than the nearest word another one may be.</summary>
    private const double CostRange = 1;

    /// <summary>From this length on, articles' misspellings of a known word are looked for, which have its first letters.</summary>
    private const int LeastMisspeltLength = 6;

    private const int MisspeltPrefix = 2;

    /// <summary>A misspelling is at least so many times rarer than the word; anything more frequent is a word of its own.</summary>
    private const int Rarer = 16;

    private const int MaxMisspellings = 4;

    /// <summary>Of so many articles one has one of a word's misspellings at most: more would cost a search more than they find.</summary>
    private const int MisspeltShare = 65_536;

    /// <summary>In so few articles misspellings cost nothing.</summary>
    private const int FewMisspelt = 16;

    /// <summary>What misspellings count beside the word.</summary>
    private const double MisspellingWeight = 0.3;

    /// <summary>How many words one may have been meant to be, before those beside it decide.</summary>
    private const int MaxMeant = 4;

    /// <param name="Term">The word.</param>
    /// <param name="Cost">How far it is.</param>
    /// <param name="Order">The same, but that a swap of two neighbouring letters is hardly an error.</param>
    /// <param name="Closeness">What it counts.</param>
    private readonly record struct Candidate(IndexTerm Term, double Cost, double Order, double Closeness);

    /// <summary>Adds near words of one that no field has.</summary>
    public void AddNear(WordEvidence evidence, string exact, IReadOnlyList<SearchedField> fields)
    {
        foreach (var field in fields)
        {
            var candidates = Candidates(exact, field);
            double least = candidates.Count == 0 ? 0 : candidates.Min(candidate => candidate.Cost);
            foreach (var candidate in candidates.Where(candidate => candidate.Cost <= least + CostRange).Take(MaxNear))
                evidence.AddInPlace(candidate.Term, context.Scoring(field.Stems), field.Boost * candidate.Closeness, EvidenceKind.NearWord);
        }
    }

    /// <summary>The words that one which is unknown or rare was most probably meant to be, in so many times more articles, the most probable first.</summary>
    /// <param name="exact">The word.</param>
    /// <param name="docFreq">In how many articles it is.</param>
    /// <param name="fields">Where to look.</param>
    public List<MeantWord> Nearest(string exact, int docFreq, IReadOnlyList<SearchedField> fields)
    {
        var candidates = fields.SelectMany(field => Candidates(exact, field)).Where(candidate => candidate.Term.DocFreq >= Math.Max(1, Rarer * docFreq)).ToList();
        candidates.Sort(Compare);
        return [.. candidates.Where(candidate => candidate.Order <= candidates[0].Order + CostRange)
            .Select(candidate => new MeantWord(candidate.Term.Bytes.Utf8ToString(), candidate.Order)).DistinctBy(word => word.Exact).Take(MaxMeant)];
    }

    /// <summary>The words near one, the nearest first.</summary>
    private List<Candidate> Candidates(string exact, SearchedField field)
    {
        var candidates = new List<Candidate>();
        if (exact.Length is < LeastLength or > MaxLength || !IsOfLetters(exact))
            return candidates;
        string skeleton = Skeleton(exact);
        foreach (var (text, edits, _) in Find(field.Exact, exact, prefix: 0, edits: 2))
        {
            // Two edits of a short word, or of its first letter, leave little of it.
            bool sameStart = text[0] == exact[0];
            if (text.Length < 3 || (edits == 2 && (exact.Length < 6 ? !sameStart || text.Length < 4 : !sameStart && exact.Length < 8))
                || context.Vocabulary.StopWords.Contains(text))
                continue;
            double beside = (sameStart ? 0 : 0.5) - (Skeleton(text) == skeleton ? 0.75 : 0);
            candidates.Add(new Candidate(context.Term(field.Exact, text), edits + beside, TypingErrors.Cost(exact, text) + beside, edits == 1 ? 0.7 : 0.5));
        }
        candidates.Sort(Compare);
        return candidates;
    }

    private static int Compare(Candidate x, Candidate y) => x.Order != y.Order ? x.Order.CompareTo(y.Order)
        : x.Term.DocFreq != y.Term.DocFreq ? y.Term.DocFreq.CompareTo(x.Term.DocFreq) : x.Term.Bytes.CompareTo(y.Term.Bytes);

    /// <summary>Rare misspellings of a word that is frequent: one edit behind the first two letters. Null for none.</summary>
    /// <param name="word">The word.</param>
    /// <param name="exact">As it is typed.</param>
    /// <param name="fields">Where to look.</param>
    /// <param name="weight">What the word counts, against 1.</param>
    public PlanNode? Misspellings(WordEvidence word, string exact, IReadOnlyList<SearchedField> fields, double weight)
    {
        if (exact.Length is < LeastMisspeltLength or > MaxLength || word.DocFreq < Rarer || !IsOfLetters(exact))
            return null;
        int left = Math.Max(FewMisspelt, context.Reader.MaxDoc / MisspeltShare);
        int most = Math.Min(word.DocFreq / Rarer, left);
        WordEvidence? evidence = null;
        for (int i = 0; i < fields.Count; i++)
        {
            var field = fields[i];
            List<NearWord>? rare = null;
            foreach (var near in Find(field.Exact, exact, MisspeltPrefix, edits: 1))
            {
                if (near.DocFreq <= most && !IsPlural(near.Text, exact) && !IsPlural(exact, near.Text) && IsOfLetters(near.Text))
                    (rare ??= []).Add(near);
            }
            if (rare is null)
                continue;
            // Letters alone, of which the order of code units is that of the bytes.
            rare.Sort(static (x, y) => x.DocFreq != y.DocFreq ? y.DocFreq.CompareTo(x.DocFreq) : string.CompareOrdinal(x.Text, y.Text));
            int taken = 0;
            foreach (var (text, _, docFreq) in rare)
            {
                if (docFreq > left)
                    continue;
                left -= docFreq;
                (evidence ??= new WordEvidence(exact, context.Ranking.K1)).AddOther(context.Term(field.Exact, text), context.Scoring(field.Stems), field.Boost, EvidenceKind.Misspelling);
                if (++taken == MaxMisspellings)
                    break;
            }
        }
        return evidence is null || evidence.IsEmpty ? null : evidence.ToPlanBeside(word, weight * MisspellingWeight, EvidenceKind.Misspelling);
    }

    /// <summary>The words near one, with the documents of all segments.</summary>
    private ReadOnlySpan<NearWord> Find(string field, string exact, int prefix, int edits)
    {
        var leaves = context.Reader.Leaves;
        Dictionary<string, NearWord>? found = null;
        for (int i = 0; i < leaves.Count && !context.Budget.IsExceeded(); i++)
        {
            var segment = leaves[i].AtomicReader;
            var near = NearWords.Of(segment).Find(segment, field, exact, prefix, edits, context.Limits.MaxTermsScanned);
            if (leaves.Count == 1)
                return near;
            foreach (var word in near)
            {
                found ??= new Dictionary<string, NearWord>(StringComparer.Ordinal);
                found[word.Text] = word with { DocFreq = word.DocFreq + (found.TryGetValue(word.Text, out var before) ? before.DocFreq : 0) };
            }
        }
        return found is null ? [] : found.Values.ToArray();
    }

    /// <summary>Whether a word is another one with an s: an inflection is no misspelling.</summary>
    private static bool IsPlural(string word, string singular) => word.Length == singular.Length + 1 && word[^1] == 's' && word.StartsWith(singular, StringComparison.Ordinal);

    private static bool IsOfLetters(string word)
    {
        foreach (char c in word)
        {
            if (!char.IsLetter(c))
                return false;
        }
        return true;
    }

    /// <summary>What is left of a word that is spelt by ear: its first letter and its consonants, each once, without h, w and y.</summary>
    private static string Skeleton(string word)
    {
        var skeleton = new StringBuilder(word.Length);
        foreach (char c in word)
        {
            char sound = c switch { 'q' or 'c' => 'k', 'z' => 's', 'v' => 'f', _ => c };
            bool isSilent = skeleton.Length > 0 && sound is 'a' or 'e' or 'i' or 'o' or 'u' or 'h' or 'w' or 'y';
            if (!isSilent && (skeleton.Length == 0 || skeleton[^1] != sound))
                skeleton.Append(sound);
        }
        return skeleton.ToString();
    }
}
