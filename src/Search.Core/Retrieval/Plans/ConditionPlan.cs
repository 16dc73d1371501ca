namespace Search.Core.Retrieval;

/// <summary>The documents that have one of several terms, without scores.</summary>
internal sealed class KeywordPlan(IReadOnlyList<IndexTerm> terms) : PlanNode
{
    public IReadOnlyList<IndexTerm> Terms => terms;

    public override bool Scores => false;
}

/// <summary>
/// The documents whose own period, from a start to an end (inclusive), overlaps the asked one. A number is a period from itself to itself.
/// A document without the values never matches.
/// </summary>
/// <param name="startField">Doc values of the start.</param>
/// <param name="endField">Doc values of the end; may be the same.</param>
/// <param name="low">The end must not lie before this.</param>
/// <param name="high">The start must not lie after this.</param>
internal sealed class OverlapPlan(string startField, string endField, long low, long high) : PlanNode
{
    public string StartField => startField;

    public string EndField => endField;

    public long Low => low;

    public long High => high;

    public override bool Scores => false;
}
