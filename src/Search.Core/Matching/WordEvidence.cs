using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>Collects the terms that a word of a query stands for, over fields and forms, and makes one leaf of them.</summary>
internal sealed class WordEvidence(string typed, double k1)
{
    /// <summary>What a word is taken to occur before it is counted, so that one article does not say all of it: twice in one article.</summary>
    private const double PriorOccurrences = 2, PriorArticles = 1;

    private readonly List<BlendedTerm> _terms = [];
    private BlendedTerm _first;
    private int _docFreq;
    private double _occurrences;

    /// <summary>Whether the index has none of the terms.</summary>
    public bool IsEmpty => _terms.Count == 0;

    /// <summary>Whether nothing stands for the word but itself.</summary>
    public bool IsOwn { get; private set; } = true;

    /// <summary>In how many articles the most frequent of the word's own terms is.</summary>
    public int DocFreq => _docFreq;

    /// <summary>Adds a term of the word itself, which makes it as common as it is.</summary>
    public void Add(IndexTerm term, FieldScoring scoring, double factor)
    {
        var blended = new BlendedTerm(term, scoring, factor);
        if (_first.Term is null || factor == 1)
            _first = blended;
        if (term.DocFreq == 0 || factor <= 0)
            return;
        Count(term, factor);
        _terms.Add(blended);
    }

    /// <summary>Adds a term that stands in place of the word or for it as well, which makes it as common as the more common of them.</summary>
    public void AddInPlace(IndexTerm term, FieldScoring scoring, double factor, EvidenceKind kind)
    {
        AddOther(term, scoring, factor, kind);
        if (factor > 0)
            Count(term, factor);
    }

    /// <summary>Adds a term that may be the word without being it.</summary>
    public void AddOther(IndexTerm term, FieldScoring scoring, double factor, EvidenceKind kind)
    {
        if (term.DocFreq == 0 || factor <= 0)
            return;
        _first = _first.Term is null ? new BlendedTerm(term, scoring, factor) { Kind = kind } : _first;
        _terms.Add(new BlendedTerm(term, scoring, factor) { Kind = kind });
        IsOwn = false;
    }

    /// <summary>The weight of the word itself.</summary>
    public double Idf => _first.Scoring.Idf(_docFreq);

    /// <summary>
    /// How much more the word says because articles that have it have it again and again, as they do with what they are about: the mean number of its
    /// occurrences in them, to a power; 1 where no article has it. A word of a single article is taken for less sure than one of many.
    /// </summary>
    /// <param name="power">0 or more; 0 makes all words equal.</param>
    /// <remarks>
    /// Church and Gale, "Poisson mixtures", Natural Language Engineering 1(2), 1995, pages 163 to 190 (burstiness); Kwok, "A new method of weighting query
    /// terms for ad-hoc retrieval", SIGIR 1996, pages 187 to 195 (in weights of query words).
    /// </remarks>
    public double Burstiness(double power) => power == 0 || _docFreq == 0 ? 1 : Math.Pow((_occurrences + PriorOccurrences) / (_docFreq + PriorArticles), power);

    /// <summary>One leaf of the terms that weighs as a word does that is as common as another one.</summary>
    /// <param name="word">The other one.</param>
    /// <param name="weight">What it counts, against 1.</param>
    /// <param name="kind">What the terms are to the word.</param>
    public BlendPlan ToPlanBeside(WordEvidence word, double weight, EvidenceKind kind) => new(_terms, typed, k1, weight * word.Idf, kind);

    /// <param name="weight">What the word counts, against 1.</param>
    /// <param name="kind">Why it is looked for.</param>
    public PlanNode ToPlan(double weight, EvidenceKind kind = EvidenceKind.Word)
    {
        if (_terms.Count == 0)
            return new TermPlan(_first.Term, _first.Scoring, weight, kind);
        if (_terms.Count == 1 && _terms[0] is { Factor: 1 } single)
            return new TermPlan(single.Term, single.Scoring, weight, kind == EvidenceKind.Word ? single.Kind : kind);
        return new BlendPlan(_terms, typed, k1, weight * Idf, kind);
    }

    private void Count(IndexTerm term, double factor)
    {
        _docFreq = Math.Max(_docFreq, term.DocFreq);
        _occurrences += factor * term.TotalTermFreq;
    }
}
