using Search.Core.Language;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>Finds the documents where operands stand as an operator asks, by looking at their texts.</summary>
internal interface ITextConditions
{
    /// <summary>Looks at the texts of candidates.</summary>
    /// <param name="node">The operator with its operands.</param>
    /// <param name="fields">Where it looks.</param>
    /// <param name="candidates">Documents among which all are that it can find.</param>
    /// <param name="warn">Takes what could not be done as asked.</param>
    DocumentSetPlan Find(OperatorNode node, IReadOnlyList<SearchedField> fields, PlanNode candidates, Action<string> warn);
}
