namespace Search.Core.Retrieval;

/// <summary>
/// A reward for two terms that stand close together, in a segment that has both. Closeness is at most the frequency of either word, so that the reward is bounded by its
/// weight times the smaller of their saturated frequencies, and by the codes of the words that score anyway. Positions are asked for last.
/// </summary>
internal sealed unsafe class SegmentReward
{
    private SegmentPlan _plan = null!;
    private ProximityReward _reward = null!;
    private double _weight;
    private SegmentTerm? _first;
    private SegmentTerm? _second;

    /// <summary>A term that every document with the first word in its place has, as often at least.</summary>
    public SegmentTerm First { get; private set; } = null!;

    /// <summary>The same for the second word.</summary>
    public SegmentTerm Second { get; private set; } = null!;

    /// <summary>What no contribution exceeds.</summary>
    public double Weight => _weight;

    /// <summary>What no contribution exceeds by the codes.</summary>
    public double MaxWeight { get; private set; }

    /// <summary><see cref="MaxWeight"/> in whole numbers (<see cref="ScoreUnits"/>).</summary>
    public ushort UnitWeight { get; set; }

    /// <summary>Whether no document that is left can get it.</summary>
    public bool IsLost { get; set; }

    /// <summary>Opens a reward; valid until the arena of the plan is given back.</summary>
    /// <param name="plan">The plan, which opens the terms with positions when these are first asked for.</param>
    /// <param name="reward">The reward.</param>
    /// <param name="first">Of its first word the term that bounds it.</param>
    /// <param name="second">Of its second.</param>
    public static SegmentReward Open(SegmentPlan plan, ProximityReward reward, SegmentTerm first, SegmentTerm second)
    {
        var opened = plan.Arena.Rewards.Take();
        (opened._plan, opened._reward, opened.First, opened.Second) = (plan, reward, first, second);
        opened._weight = reward.Weight;
        opened.MaxWeight = reward.Weight * Math.Max(first.Scale, second.Scale);
        opened._first = opened._second = null;
        opened.UnitWeight = 0;
        opened.IsLost = false;
        return opened;
    }

    /// <summary>Lets go of the plan, which leads to a reader of the index.</summary>
    public void Release()
    {
        _plan = null!;
        _reward = null!;
        First = Second = null!;
        _first = _second = null;
    }

    /// <summary>A bound of the contribution, from the terms' codes.</summary>
    public int Bound(int first, int second) => ScoreUnits.Bound(Math.Min(first, second), UnitWeight);

    /// <summary>Adds its bounds for 64 codes of each term.</summary>
    public void AddBounds(ushort* sums, byte* firstCodes, byte* secondCodes)
    {
        byte* codes = stackalloc byte[RangeKernels.Count];
        Buffer.MemoryCopy(firstCodes, codes, RangeKernels.Count, RangeKernels.Count);
        RangeKernels.Min(codes, secondCodes);
        RangeKernels.AddWeighted(sums, codes, UnitWeight);
    }

    /// <summary>Whether a document has both terms.</summary>
    public bool IsIn(int doc) => (First.Reader.MaskOf(doc) & Second.Reader.MaskOf(doc) & (1UL << doc)) != 0;

    /// <summary>What <see cref="Score"/> gives at most, without the positions, of a document that has both terms.</summary>
    public double UpperBound(int doc) => _weight * Math.Min(First.SaturationOf(doc), Second.SaturationOf(doc));

    /// <summary>Where both terms of a document are.</summary>
    public struct Place
    {
        public DocumentPositions.Place First;
        public DocumentPositions.Place Second;
    }

    /// <summary>Asks for the memory in which it is looked up where a document's terms are.</summary>
    public void Prefetch(int doc)
    {
        if (!TryOpen())
            return;
        _first!.Reader.PrefetchOf((uint)doc);
        _second!.Reader.PrefetchOf((uint)doc);
    }

    /// <summary>Finds where both terms of a document are, and asks for the memory of their positions.</summary>
    /// <returns>Whether it has both.</returns>
    public bool TryLocate(int doc, out Place place)
    {
        place = default;
        return TryOpen() && _first!.Positions.TryLocate(doc, out place.First) && _second!.Positions.TryLocate(doc, out place.Second);
    }

    /// <summary>The contribution to a document.</summary>
    public double Score(int doc) => TryLocate(doc, out var place) ? ScoreAt(doc, place) : 0;

    /// <summary>What <see cref="ScoreAt"/> gives at most, without the positions.</summary>
    public double UpperBoundAt(int doc, in Place place) => _weight * First.Saturation(doc, Math.Min(place.First.Freq, place.Second.Freq));

    /// <summary>The contribution to a document that was located.</summary>
    public double ScoreAt(int doc, in Place place)
    {
        double closeness = ProximityReward.Closeness(_first!.Positions.Load(doc, place.First), _second!.Positions.Load(doc, place.Second));
        return closeness > 0 ? _weight * First.Saturation(doc, closeness) : 0;
    }

    /// <summary>Opens the terms with positions.</summary>
    /// <returns>Whether the segment has both.</returns>
    private bool TryOpen()
    {
        _first ??= _plan.Placed(_reward.First, _reward.Scoring);
        _second ??= _plan.Placed(_reward.Second, _reward.Scoring);
        return _first is not null && _second is not null;
    }
}
