using System.Globalization;
using System.Numerics;
using Lucene.Net.Index;
using Search.Core.Analysis;
using Search.Core.Indexing;
using Search.Core.Language;
using Search.Core.Matching;
using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Searching;

/// <summary>
/// Applies operators to the stored texts of all their candidates, so that results and counts are exact. Bounded in time: articles that were not looked
/// at by then are no results, with a warning. Of one search; what it has found it keeps for the search's facets.
/// </summary>
internal sealed class TextConditions(Snapshot snapshot, AnalysisChain chain, SearchBudget budget) : ITextConditions
{
    private readonly Dictionary<(OperatorNode Node, string Fields, bool Excludes), PlanNode> _found = [];

    /// <summary>Whether all candidates so far were looked at; otherwise there may be more results.</summary>
    public bool IsComplete { get; private set; } = true;

    public PlanNode Find(OperatorNode node, IReadOnlyList<SearchedField> fields, PlanNode candidates, bool excludes, Action<string> warn)
    {
        var key = (node, string.Join(',', fields.Select(field => field.Stems)), excludes);
        if (!_found.TryGetValue(key, out var found))
            _found[key] = found = Look(node, fields, candidates, excludes, warn);
        return found;
    }

    private PlanNode Look(OperatorNode node, IReadOnlyList<SearchedField> fields, PlanNode candidates, bool excludes, Action<string> warn)
    {
        var reader = snapshot.Reader;
        var collected = new Collector(reader.Leaves.Count);
        bool hasAll = MatchWindows.Visit(reader, new QueryPlan(new FilterPlan(candidates), []), collected, budget);
        bool isComplete = hasAll;
        var operands = new OperandPatterns(chain, acronym =>
            fields.Any(field => reader.DocFreq(new Term(field.Exact, acronym)) > 0));
        operands.Add(node);
        var tokens = new TextTokens(chain, operands);
        var evaluator = new OperatorEvaluator(operands, tokens);
        int looked = 0;
        for (int i = 0; i < collected.Segments.Length; i++)
        {
            if (collected.Segments[i] is not { } words)
                continue;
            for (int at = 0; at < words.Length; at++)
            {
                for (ulong left = words[at]; left != 0; left &= left - 1)
                {
                    int bit = BitOperations.TrailingZeroCount(left);
                    isComplete = isComplete && !budget.IsExceeded();
                    looked += isComplete ? 1 : 0;
                    bool isFound = isComplete ? Holds(node, fields, snapshot.Load(reader.Leaves[i].DocBase + (at << 6) + bit), tokens, evaluator) : excludes;
                    if (!isFound)
                        words[at] &= ~(1UL << bit);
                }
            }
        }
        if (isComplete)
            return new DocumentSetPlan(collected.Segments);
        IsComplete = false;
        string articles = looked == 0 ? "none of the" : string.Create(CultureInfo.InvariantCulture, $"the first {looked:N0}");
        warn($"'{TextOperators.Write(node.Operator, node.Count)}' was applied to {articles} articles with its words, which is all that time allowed: narrow the search.");
        // Candidates that are not even known count as found too where these are excluded.
        return excludes && !hasAll ? new EverythingPlan() : new DocumentSetPlan(collected.Segments);
    }

    private bool Holds(OperatorNode node, IReadOnlyList<SearchedField> fields, Article article, TextTokens tokens, OperatorEvaluator evaluator)
    {
        // Mentions in title and body are mentions in the article; everything else stands in one text.
        bool adds = node.Operator == TextOperator.AtLeast;
        int count = 0;
        foreach (var field in fields)
        {
            // The first words are those of the body, unless another field is named.
            if (node.Operator == TextOperator.First && fields.Count > 1 && field.Stems == FieldNames.Title)
                continue;
            foreach (string text in Texts(article, field.Stems, out string name))
            {
                tokens.Read(text, chain.LanguageOf(article.Language));
                count += evaluator.CountIn(adds ? node.Operands[0] : node, name);
                if (count >= (adds ? node.Count : 1))
                    return true;
            }
        }
        return false;
    }

    private static IReadOnlyList<string> Texts(Article article, string stems, out string name)
    {
        name = stems;
        if (stems == FieldNames.Title)
            return [article.Title];
        if (stems == FieldNames.Body)
            return [article.Body];
        string prefix = FieldNames.Text("");
        name = stems.StartsWith(prefix, StringComparison.Ordinal) ? stems[prefix.Length..] : stems;
        return article.Fields.GetValueOrDefault(name)?.Strings ?? [];
    }

    /// <summary>Keeps the candidates of each segment.</summary>
    private sealed class Collector(int segments) : IMatchVisitor
    {
        private ulong[] _words = [];

        public ulong[]?[] Segments { get; } = new ulong[segments][];

        public void Enter(AtomicReaderContext segment) => Segments[segment.Ord] = _words = DocumentSetPlan.Room(segment.Reader.MaxDoc);

        public void Visit(int window, ReadOnlySpan<ulong> words) => words.CopyTo(_words.AsSpan(window * MatchWindows.Words));
    }
}
