using Search.Core.Analysis;
using Search.Core.Highlighting;
using Search.Core.Language;

namespace Search.Core.Searching;

/// <summary>
/// The words of an operator's operands as they are looked for in texts: each word or phrase is one or more rows of patterns, of which the tokens of a
/// text must have one in a row. The same reading of words as in retrieval, for each language that texts are in. Not thread-safe.
/// </summary>
/// <param name="chain">The chain of the index.</param>
/// <param name="isAcronymIndexed">Whether an acronym is in the index by its sense, so that candidates are looked for by that.</param>
internal sealed class OperandPatterns(AnalysisChain chain, Func<string, bool> isAcronymIndexed)
{
    private readonly List<QueryNode> _nodes = [];
    private readonly List<(LanguageStemmer? Language, OperandReading Reading)> _readings = [];
    private OperandReading _current = new(chain, null, isAcronymIndexed, areCapitalsThroughout: false);
    private bool _areCapitalsThroughout;

    /// <summary>Every pattern of the current language once; a number is a place here.</summary>
    public IReadOnlyList<TermPattern> Patterns => _current.Patterns;

    /// <summary>The rows of a word or phrase in the current language.</summary>
    public int[][] RowsOf(QueryNode leaf) => _current.RowsOf(leaf);

    /// <summary>Takes in all words and phrases of a tree, before the first text is read.</summary>
    public void Add(QueryNode node)
    {
        _nodes.Add(node);
        _areCapitalsThroughout |= node is OperatorNode { AreCapitalsThroughout: true };
    }

    /// <summary>Goes to the language of a text; null for English.</summary>
    public void Read(LanguageStemmer? language)
    {
        foreach (var (known, reading) in _readings)
        {
            if (known == language)
            {
                _current = reading;
                return;
            }
        }
        _current = new OperandReading(chain, language, isAcronymIndexed, _areCapitalsThroughout);
        foreach (var node in _nodes)
            _current.Add(node);
        _readings.Add((language, _current));
    }
}
