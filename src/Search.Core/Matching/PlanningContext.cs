using System.Globalization;
using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>What the planning of one query shares: the snapshot, its statistics, terms looked up already, limits and warnings.</summary>
/// <remarks>With <see cref="Asked"/>, it plans as for an archive without a word: no term is found, and what was asked for is kept there.</remarks>
internal sealed class PlanningContext(
    IndexReader reader, RankingOptions ranking, SearchLimits limits, SearchBudget budget, ICollection<string> warnings,
    QueryVocabulary vocabulary, bool typos, AskedTerms? asked = null)
{
    /// <summary>As many terms as a query of two or three words looks up.</summary>
    private const int UsualTerms = 7;

    private readonly Dictionary<(string Field, string Text), IndexTerm> _terms = new(UsualTerms);
    private readonly List<FieldScoring> _scorings = [];
    private IReadOnlyList<SearchedField>? _together;
    private KnownTerms? _known;
    private int _words;

    public IndexReader Reader => reader;

    public RankingOptions Ranking => ranking;

    public SearchLimits Limits => limits;

    public SearchBudget Budget => budget;

    public QueryVocabulary Vocabulary => vocabulary;

    /// <summary>Whether words that the index does not have stand for near ones.</summary>
    public bool Typos => typos;

    /// <summary>Gets the words that few articles have; null where nobody wants to know.</summary>
    public ICollection<RareWord>? RareWords { get; init; }

    /// <summary>Tells of a word that may be misspelt, because few articles have it.</summary>
    public void NoteRare(string exact, int docFreq, bool isLiteral = false)
    {
        if (docFreq <= RareWord.MaxDocFreq)
            RareWords?.Add(new RareWord(exact, docFreq, isLiteral));
    }

    /// <summary>Gets what is asked of the dictionary, which then answers that it has nothing; null for a search.</summary>
    public AskedTerms? Asked => asked;

    /// <summary>Whether words of the same root stand beside those of a query of several words.</summary>
    public bool Related { get; init; }

    /// <summary>Adds a warning once.</summary>
    public void Warn(string warning)
    {
        if (!warnings.Contains(warning))
            warnings.Add(warning);
    }

    /// <summary>Counts an analysed word; false, with a warning, when there were as many as a query may have.</summary>
    public bool CountWord()
    {
        if (_words++ < limits.MaxClauses)
            return true;
        Warn(string.Create(CultureInfo.InvariantCulture, $"Only the first {limits.MaxClauses:N0} words of the query were used."));
        return false;
    }

    public IndexTerm Term(string field, string text)
    {
        asked?.AddTerm(field, text);
        if (!_terms.TryGetValue((field, text), out var term))
        {
            term = asked is null ? (_known ??= KnownTerms.Of(reader)).Find(reader, field, text) : IndexTerm.Unknown(field, new BytesRef(Encoding.UTF8.GetBytes(text)));
            _terms[(field, text)] = term;
        }
        return term;
    }

    /// <summary>The fields of which a word's stems are one piece of evidence: title and body are one where the index has them together with the same boosts.</summary>
    public IReadOnlyList<SearchedField> StemFields(IReadOnlyList<SearchedField> fields) =>
        fields.Count == 1 ? fields : _together ??= SearchedField.Together(reader, ranking) ?? fields;

    /// <param name="lengthsField">The field of the stems.</param>
    public FieldScoring Scoring(string lengthsField)
    {
        // A query asks for few fields, of which a list is found as soon as in a table.
        for (int i = 0; i < _scorings.Count; i++)
        {
            if (_scorings[i].LengthsField == lengthsField)
                return _scorings[i];
        }
        var scoring = FieldScoring.Read(reader, lengthsField, ranking);
        _scorings.Add(scoring);
        return scoring;
    }
}
