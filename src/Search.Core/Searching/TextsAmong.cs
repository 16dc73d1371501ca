using Search.Core.Language;
using Search.Core.Matching;
using Search.Core.Retrieval;

namespace Search.Core.Searching;

/// <summary>Looks at the texts of some documents only, where a search of the whole archive would look at more.</summary>
internal sealed class TextsAmong(DocumentSetPlan documents, ITextConditions all) : ITextConditions
{
    public PlanNode Find(OperatorNode node, IReadOnlyList<SearchedField> fields, PlanNode candidates, bool excludes, Action<string> warn) =>
        all.Find(node, fields, GroupPlan.AllOf([documents, candidates]), excludes, warn);
}
