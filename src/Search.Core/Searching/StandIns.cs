using Search.Core.Highlighting;
using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Searching;

/// <summary>Tells from the plan of a search which words stood for those of the query, so that what was found through them is marked.</summary>
internal static class StandIns
{
    /// <summary>
    /// What a passage is worth that shows a stand-in, against the least that it would be worth for a word of the query: two stand-ins with their
    /// repetitions and at the very beginning of a text are still worth less than one word as it was typed.
    /// </summary>
    private const double Share = 0.35;

    /// <summary>The words and rows of words of a plan that count for the score and that the query does not have; none where everything was taken as written.</summary>
    public static IReadOnlyList<StandIn> Of(PlanNode root)
    {
        var found = new List<(List<(string Field, TermPattern[] Terms)> Rows, double Idf)>();
        double leastTyped = double.PositiveInfinity;
        var pending = new Stack<PlanNode>();
        pending.Push(root);
        while (pending.TryPop(out var node))
        {
            switch (node)
            {
                case GroupPlan group:
                    for (int i = group.Clauses.Count - 1; i >= 0; i--)
                    {
                        if (group.Clauses[i].Role != ClauseRole.Prohibited)
                            pending.Push(group.Clauses[i].Node);
                    }
                    break;
                case TermPlan { Kind: EvidenceKind.Word } plan:
                    leastTyped = Least(leastTyped, plan.Scoring, plan.Term);
                    break;
                case TermPlan plan when IsStandIn(plan.Kind):
                    found.Add(([.. Patterns(plan.Term)], plan.Scoring.Idf(plan.Term.DocFreq)));
                    break;
                case PhrasePlan plan when IsStandIn(plan.Kind):
                    AddRow(plan, found);
                    break;
                case PhrasePlan plan:
                    foreach (var term in plan.Terms)
                        leastTyped = Least(leastTyped, plan.Scoring, term);
                    break;
                case ExpansionPlan plan:
                    foreach (var (term, _) in plan.Terms)
                        leastTyped = Least(leastTyped, plan.Scoring, term);
                    break;
                case BlendPlan plan when plan.Kind != EvidenceKind.Feedback:
                    Add(plan, found, ref leastTyped);
                    break;
            }
        }
        return [.. found.Select(each => new StandIn(each.Rows, Share * Math.Min(each.Idf, leastTyped)))];
    }

    /// <summary>A synonym of several words, which is one match.</summary>
    private static void AddRow(PhrasePlan plan, List<(List<(string Field, TermPattern[] Terms)> Rows, double Idf)> found)
    {
        // Title and body together have no positions, so that each word of a row is in one field.
        var words = plan.Terms.Select(term => Patterns(term).Single()).ToList();
        found.Add(([(words[0].Field, [.. words.Select(word => word.Terms[0])])], plan.Terms.Sum(term => plan.Scoring.Idf(term.DocFreq))));
    }

    private static void Add(BlendPlan plan, List<(List<(string Field, TermPattern[] Terms)> Rows, double Idf)> found, ref double leastTyped)
    {
        List<(string Field, TermPattern[] Terms)>? words = null;
        double idf = double.PositiveInfinity;
        foreach (var blended in plan.Terms)
        {
            if (IsStandIn(blended.Kind))
            {
                (words ??= []).AddRange(Patterns(blended.Term));
                idf = Least(idf, blended.Scoring, blended.Term);
            }
            else if (blended.Kind == EvidenceKind.Word)
            {
                leastTyped = Least(leastTyped, blended.Scoring, blended.Term);
            }
        }
        if (words is not null)
            found.Add((words, idf));
    }

    private static bool IsStandIn(EvidenceKind kind) => kind is EvidenceKind.NearWord or EvidenceKind.Misspelling or EvidenceKind.Related or EvidenceKind.Synonym;

    private static double Least(double least, FieldScoring scoring, IndexTerm term) => term.DocFreq == 0 ? least : Math.Min(least, scoring.Idf(term.DocFreq));

    /// <summary>A term of the index as it is looked for in the fields of an article.</summary>
    private static IEnumerable<(string Field, TermPattern[] Terms)> Patterns(IndexTerm term)
    {
        string text = term.Bytes.Utf8ToString();
        bool isExact = term.Field.EndsWith(FieldNames.ExactSuffix, StringComparison.Ordinal);
        string stems = isExact ? term.Field[..^FieldNames.ExactSuffix.Length] : term.Field;
        // Of exact forms only acronyms by their sense have capitals.
        var kind = !isExact ? TermPatternKind.Stem : text.Any(char.IsAsciiLetterUpper) ? TermPatternKind.Acronym : TermPatternKind.Exact;
        TermPattern[] pattern = [new TermPattern(kind, text)];
        string callers = FieldNames.Text("");
        return stems == FieldNames.TitleAndBody ? [(FieldNames.Title, pattern), (FieldNames.Body, pattern)]
            : [(stems.StartsWith(callers, StringComparison.Ordinal) ? stems[callers.Length..] : stems, pattern)];
    }
}
