using Search.Core.Analysis;
using Search.Core.Highlighting;
using Search.Core.Language;

namespace Search.Core.Searching;

/// <summary>The words of an operator's operands as they are looked for in texts of one language.</summary>
/// <param name="chain">The chain of the index.</param>
/// <param name="language">The language of the texts; null for English.</param>
/// <param name="isAcronymIndexed">Whether an acronym is in the index by its sense, so that candidates are looked for by that.</param>
/// <param name="areCapitalsThroughout">Whether the whole query is in capitals, so that none of its words is an acronym for that.</param>
internal sealed class OperandReading(AnalysisChain chain, LanguageStemmer? language, Func<string, bool> isAcronymIndexed, bool areCapitalsThroughout)
{
    private readonly Dictionary<QueryNode, int[][]> _rows = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TermPattern, int> _numbers = [];
    private readonly List<TermPattern> _patterns = [];

    /// <summary>Every pattern once; a number is a place here.</summary>
    public IReadOnlyList<TermPattern> Patterns => _patterns;

    /// <summary>The rows of a word or phrase.</summary>
    public int[][] RowsOf(QueryNode leaf) => _rows[leaf];

    /// <summary>Takes in all words and phrases of a tree.</summary>
    public void Add(QueryNode node)
    {
        switch (node)
        {
            case OperatorNode operation:
                foreach (var operand in operation.Operands)
                    Add(operand);
                break;
            case GroupNode group:
                foreach (var clause in group.Clauses)
                    Add(clause.Node);
                break;
            case FieldNode field:
                Add(field.Child);
                break;
            case PhraseNode phrase:
                _rows[phrase] = [Row(Analyse(phrase.Text), form => form.ExactPattern)];
                break;
            case WordNode { Kind: WordKind.Wildcard } word:
                _rows[word] = [[Number(new TermPattern(TermPatternKind.Wildcard, KeywordNormalizer.Normalize(word.Text)))]];
                break;
            case WordNode word:
                _rows[word] = [.. Rows(word)];
                break;
        }
    }

    private IEnumerable<int[]> Rows(WordNode word)
    {
        var forms = Analyse(word.Text);
        for (int start = 0, end; start < forms.Count; start = end)
        {
            end = start + 1;
            while (word.Kind == WordKind.Plain && end < forms.Count && forms[end].JoinsPrevious)
                end++;
            bool isLast = end == forms.Count;
            yield return Row(forms[start..end], form => word.Kind switch
            {
                WordKind.Prefix when isLast => new TermPattern(TermPatternKind.Prefix, form.Exact),
                WordKind.Fuzzy => new TermPattern(TermPatternKind.Fuzzy, form.Exact, FuzzyEdits.Of(form.Exact, word.MaxEdits)),
                _ when word.Kind == WordKind.Plain && end - start == 1 && form.Acronym is { } acronym => new TermPattern(TermPatternKind.Acronym, acronym),
                _ => new TermPattern(TermPatternKind.Stem, form.Stem),
            });
        }
    }

    private int[] Row(List<QueryForm> forms, Func<QueryForm, TermPattern> pattern) => [.. forms.Select(form => Number(pattern(form)))];

    private int Number(TermPattern pattern)
    {
        if (_numbers.TryGetValue(pattern, out int number))
            return number;
        _patterns.Add(pattern);
        return _numbers[pattern] = _patterns.Count - 1;
    }

    private List<QueryForm> Analyse(string text) => QueryForm.Read(chain, text, language, areCapitalsThroughout, isAcronymIndexed);
}
