using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Retrieval;

/// <summary>Walks the documents whose period overlaps the asked one: every document is a candidate, doc values decide.</summary>
internal sealed class OverlapCursor : EverythingCursor
{
    private readonly OverlapPlan _plan;
    private readonly NumericDocValues _starts;
    private readonly NumericDocValues _ends;
    private readonly IBits _present;
    private readonly IBits _endPresent;

    private OverlapCursor(OverlapPlan plan, Segment segment, NumericDocValues starts, NumericDocValues ends, IBits present, IBits endPresent)
        : base(segment)
    {
        _plan = plan;
        _starts = starts;
        _ends = ends;
        _present = present;
        _endPresent = endPresent;
    }

    /// <summary>Null when no document of the segment has the values.</summary>
    public static OverlapCursor? Open(OverlapPlan plan, Segment segment)
    {
        var starts = segment.Reader.GetNumericDocValues(plan.StartField);
        var ends = segment.Reader.GetNumericDocValues(plan.EndField);
        var present = segment.Reader.GetDocsWithField(plan.StartField);
        var endPresent = plan.EndField == plan.StartField ? present : segment.Reader.GetDocsWithField(plan.EndField);
        return starts is null || ends is null || present is null || endPresent is null
            ? null : new OverlapCursor(plan, segment, starts, ends, present, endPresent);
    }

    public override bool Matches() => _ends.Get(DocId) >= _plan.Low && _starts.Get(DocId) <= _plan.High
        && _present.Get(DocId) && _endPresent.Get(DocId) && base.Matches();
}
