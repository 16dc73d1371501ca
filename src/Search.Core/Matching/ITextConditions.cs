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
    /// <param name="excludes">
    /// Whether what is found is excluded from the results. Candidates that could not be looked at then count as found, and otherwise as not found, so
    /// that every result is right.
    /// </param>
    /// <param name="warn">Takes what could not be done as asked.</param>
    PlanNode Find(OperatorNode node, IReadOnlyList<SearchedField> fields, PlanNode candidates, bool excludes, Action<string> warn);
}
