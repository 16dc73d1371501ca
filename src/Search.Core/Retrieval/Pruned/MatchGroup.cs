using System.Runtime.Intrinsics;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>Required, optional and prohibited nodes, as <see cref="GroupPlan"/> has them.</summary>
internal sealed unsafe class MatchGroup : MatchNode
{
    private readonly MatchNode[] _required;
    private readonly MatchNode[] _optional;
    private readonly MatchNode[] _prohibited;
    private readonly MatchNode[] _scoring;
    private readonly int _minOptional;
    private readonly int _ranges;
    private readonly ulong* _may;
    private readonly ulong* _must;
    private readonly ulong* _counts;

    /// <param name="required">Those that must match; sorted here.</param>
    /// <param name="optional">Those of which <paramref name="minOptional"/> must match; at least as many.</param>
    /// <param name="prohibited">Those that must not.</param>
    /// <param name="scoring">Those of the required and optional ones that score.</param>
    /// <param name="minOptional">0 when the optional ones only score.</param>
    /// <param name="maxDoc">How many documents the segment has.</param>
    /// <param name="arena">Scratch memory.</param>
    public MatchGroup(
        MatchNode[] required, MatchNode[] optional, MatchNode[] prohibited, MatchNode[] scoring, int minOptional, int maxDoc, ScratchArena arena)
    {
        // The rarest first: where nothing is left, the others are not read.
        Array.Sort(required, static (x, y) => x.Cost.CompareTo(y.Cost));
        (_required, _optional, _prohibited, _scoring) = (required, optional, prohibited, scoring);
        _minOptional = minOptional;
        _ranges = PostingsRules.RangeCount(maxDoc, PostingsRules.RangeShift64);
        Periods = PeriodsOf(required);
        _may = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        _must = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        if (minOptional > 1)
            _counts = (ulong*)arena.Take(((long)CounterPlanes + 1) * RangeKernels.Count * sizeof(ulong));
        long optionalCost = 0;
        foreach (var node in _optional)
            optionalCost += node.Cost;
        Cost = _required.Length > 0 ? _required[0].Cost : optionalCost;
        MatchesUnscored = ComputeMatchesUnscored();
    }

    /// <summary>Bits of the number of optional nodes that match.</summary>
    private int CounterPlanes => 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)_optional.Length);

    public override long Cost { get; }

    public override bool MatchesUnscored { get; }

    /// <summary>Whether it is nothing but alternatives: where a leaf of it matches, it matches.</summary>
    public bool IsDisjunction => _required.Length == 0 && _prohibited.Length == 0 && _minOptional == 1;

    /// <summary>Whether it, and all groups within it, are nothing but alternatives of leaves.</summary>
    public bool IsPlain => IsDisjunction && HasPlainAlternatives;

    /// <summary>Whether it is such alternatives, with or without filters that narrow them: where it matches a document, each leaf that has it counts.</summary>
    public bool IsPlainBehindFilters => IsPlain || (IsFilteredDisjunction && HasPlainAlternatives);

    private bool HasPlainAlternatives
    {
        get
        {
            bool isPlain = true;
            foreach (var node in _optional)
                isPlain &= node is ScoringLeaf || (node is MatchGroup group && group.IsPlain);
            return isPlain;
        }
    }

    /// <summary>Whether it is alternatives that filters narrow: a document of any of them that passes the filters matches.</summary>
    public bool IsFilteredDisjunction
    {
        get
        {
            bool isFiltered = _required.Length > 0 && _prohibited.Length == 0 && _minOptional == 1;
            foreach (var node in _required)
                isFiltered &= node is FilterNode;
            return isFiltered;
        }
    }

    /// <summary>The first required node that is alternatives of leaves, with or without filters: a document needs one of them, and others only score. Null where there is none.</summary>
    public MatchGroup? RequiredAlternatives
    {
        get
        {
            foreach (var node in _required)
            {
                if (node is MatchGroup { IsPlainBehindFilters: true } alternatives)
                    return alternatives;
            }
            return null;
        }
    }

    /// <summary>Whether every document that matches has one of some leaves that are alternatives.</summary>
    public bool IsOfAlternatives => IsPlainBehindFilters || RequiredAlternatives is not null;

    /// <summary>The leaves of alternatives, in the order of the plan.</summary>
    public ScoringLeaf[] AlternativeLeaves()
    {
        var leaves = new List<ScoringLeaf>();
        AddLeaves(leaves);
        return [.. leaves];
    }

    /// <summary>Whether something other than filters is required.</summary>
    public bool HasRequired
    {
        get
        {
            bool requires = false;
            foreach (var node in _required)
                requires |= node is not FilterNode;
            return requires;
        }
    }

    private void AddLeaves(List<ScoringLeaf> leaves)
    {
        foreach (var node in _optional)
        {
            if (node is MatchGroup group)
                group.AddLeaves(leaves);
            else
                leaves.Add((ScoringLeaf)node);
        }
    }

    /// <summary>The required terms but one, the rarest first; null when the group needs anything else.</summary>
    public TermLeaf[]? OtherTerms(TermLeaf? term)
    {
        if (_required.Length == 0 || _optional.Length + _prohibited.Length > 0)
            return null;
        var others = new List<TermLeaf>(_required.Length);
        foreach (var node in _required)
        {
            if (node is not TermLeaf leaf)
                return null;
            if (leaf != term)
                others.Add(leaf);
        }
        return [.. others];
    }

    /// <summary>Whether it is nothing but terms and phrases that are all required.</summary>
    public bool IsConjunction
    {
        get
        {
            bool isConjunction = _required.Length > 0 && _optional.Length + _prohibited.Length == 0;
            foreach (var node in _required)
                isConjunction &= node is TermLeaf or PhraseLeaf;
            return isConjunction;
        }
    }

    public ReadOnlySpan<MatchNode> Required => _required;

    /// <summary>Those of <see cref="Required"/> that compare values.</summary>
    public OverlapNode[] Periods { get; }

    public ReadOnlySpan<MatchNode> Optional => _optional;

    private static OverlapNode[] PeriodsOf(MatchNode[] required)
    {
        int count = 0;
        foreach (var node in required)
            count += node is OverlapNode ? 1 : 0;
        if (count == 0)
            return [];
        var periods = new OverlapNode[count];
        count = 0;
        foreach (var node in required)
        {
            if (node is OverlapNode period)
                periods[count++] = period;
        }
        return periods;
    }

    public override void Load(int range) => Load(range, isDocument: false);

    public override void LoadDocument(int doc) => Load(doc, isDocument: true);

    /// <inheritdoc/>
    /// <remarks>What stands in its nodes is of no use, and scoring leaves among them must not be taken for present.</remarks>
    public override void Clear()
    {
        May = Must = 0;
        foreach (var node in _scoring)
            node.Clear();
    }

    public override bool LoadWindow(int window)
    {
        bool isFirst = true;
        foreach (var node in _required)
        {
            // Values are compared last, where the others have left something.
            if (node is not OverlapNode && (!node.LoadWindow(window) || !Keep(node, ref isFirst)))
                return false;
        }
        if (_minOptional == 0)
        {
            if (isFirst)
            {
                Bits.Fill(_may, ulong.MaxValue);
                Bits.Fill(_must, ulong.MaxValue);
            }
        }
        else if (!KeepOptional(window, isFirst))
        {
            return false;
        }
        foreach (var period in Periods)
        {
            if (!period.Narrow(window, _may))
                return false;
            Bits.And(_must, _may);
        }
        foreach (var node in _prohibited)
        {
            if (!node.LoadWindow(window))
                continue;
            Bits.AndNot(_may, node.MustWords);
            Bits.AndNot(_must, node.MayWords);
        }
        MayWords = _may;
        MustWords = _must;
        return true;
    }

    public override void AddBounds(ushort* sums)
    {
        if (IsDisjunction)
        {
            foreach (var node in _scoring)
                node.AddBounds(sums);
            return;
        }
        ushort* own = stackalloc ushort[RangeKernels.Count];
        byte* possible = stackalloc byte[RangeKernels.Count];
        new Span<ushort>(own, RangeKernels.Count).Clear();
        foreach (var node in _scoring)
            node.AddBounds(own);
        foreach (var node in _required)
        {
            FindPossible([node], possible);
            RangeKernels.ClearWhereZero(own, possible);
        }
        if (_minOptional > 0)
        {
            FindPossible(_optional, possible);
            RangeKernels.ClearWhereZero(own, possible);
        }
        for (int i = 0; i < RangeKernels.Count; i += Vector128<ushort>.Count)
            (Vector128.Load(sums + i) + Vector128.Load(own + i)).Store(sums + i);
    }

    public override void AddPossible(byte* codes)
    {
        if (IsDisjunction)
        {
            foreach (var node in _optional)
                node.AddPossible(codes);
            return;
        }
        byte* own = stackalloc byte[RangeKernels.Count];
        byte* possible = stackalloc byte[RangeKernels.Count];
        new Span<byte>(own, RangeKernels.Count).Fill(byte.MaxValue);
        foreach (var node in _required)
        {
            FindPossible([node], possible);
            RangeKernels.Min(own, possible);
        }
        if (_minOptional > 0)
        {
            FindPossible(_optional, possible);
            RangeKernels.Min(own, possible);
        }
        RangeKernels.Max(codes, own);
    }

    protected override bool Verify(int doc, int bit)
    {
        foreach (var node in _required)
        {
            if (!node.Matches(doc, bit))
                return false;
        }
        foreach (var node in _prohibited)
        {
            if (node.Matches(doc, bit))
                return false;
        }
        int missing = _minOptional;
        for (int i = 0; i < _optional.Length && missing > 0; i++)
        {
            if (_optional[i].Matches(doc, bit))
                missing--;
        }
        return missing <= 0;
    }

    /// <summary>Loads a range, or for one document.</summary>
    private void Load(int at, bool isDocument)
    {
        ulong may = ulong.MaxValue, must = ulong.MaxValue;
        foreach (var node in _required)
        {
            Load(node, at, isDocument);
            may &= node.May;
            must &= node.Must;
            if (may == 0)
            {
                Clear();
                return;
            }
        }
        if (_minOptional <= 1)
        {
            ulong anyMay = 0, anyMust = 0;
            foreach (var node in _optional)
            {
                Load(node, at, isDocument);
                anyMay |= node.May;
                anyMust |= node.Must;
            }
            if (_minOptional == 1)
            {
                may &= anyMay;
                must &= anyMust;
            }
        }
        else
        {
            LoadMinimum(at, isDocument, ref may, ref must);
        }
        foreach (var node in _prohibited)
        {
            Load(node, at, isDocument);
            may &= ~node.Must;
            must &= ~node.May;
        }
        May = may;
        Must = must & may;
    }

    private static void Load(MatchNode node, int at, bool isDocument)
    {
        if (isDocument)
            node.LoadDocument(at);
        else
            node.Load(at);
    }

    /// <summary>Sets codes to above 0 where some document of any of the nodes may match, and to 0 elsewhere.</summary>
    private static void FindPossible(ReadOnlySpan<MatchNode> nodes, byte* possible)
    {
        new Span<byte>(possible, RangeKernels.Count).Clear();
        foreach (var node in nodes)
            node.AddPossible(possible);
    }

    private bool ComputeMatchesUnscored()
    {
        foreach (var node in _required)
        {
            if (!node.MatchesUnscored)
                return false;
        }
        int unscored = 0;
        foreach (var node in _optional)
            unscored += node.MatchesUnscored ? 1 : 0;
        return unscored >= _minOptional;
    }

    private bool Keep(MatchNode node, ref bool isFirst)
    {
        if (isFirst)
        {
            Bits.Copy(node.MayWords, _may);
            Bits.Copy(node.MustWords, _must);
            isFirst = false;
            return true;
        }
        Bits.And(_must, node.MustWords);
        return Bits.And(_may, node.MayWords) != 0;
    }

    private bool KeepOptional(int window, bool isFirst)
    {
        ulong* may = stackalloc ulong[RangeKernels.Count];
        ulong* must = stackalloc ulong[RangeKernels.Count];
        Bits.Fill(may, 0);
        Bits.Fill(must, 0);
        if (_minOptional == 1)
        {
            foreach (var node in _optional)
            {
                if (!node.LoadWindow(window))
                    continue;
                Bits.Or(may, node.MayWords);
                Bits.Or(must, node.MustWords);
            }
        }
        else
        {
            // Words are asked for one range after the other, because counting needs all nodes at once. Bitmaps end with the segment.
            int ranges = Math.Min(RangeKernels.Count, _ranges - window * RangeKernels.Count);
            for (int i = 0; i < ranges; i++)
            {
                ulong enoughMay = ulong.MaxValue, enoughMust = ulong.MaxValue;
                LoadMinimum(window * RangeKernels.Count + i, isDocument: false, ref enoughMay, ref enoughMust);
                may[i] = enoughMay;
                must[i] = enoughMust;
            }
        }
        if (isFirst)
        {
            Bits.Copy(may, _may);
            Bits.Copy(must, _must);
            return Bits.Any(_may) != 0;
        }
        Bits.And(_must, must);
        return Bits.And(_may, may) != 0;
    }

    /// <summary>Keeps the documents that enough optional nodes have. They are counted in binary, a plane of bits for each digit.</summary>
    private void LoadMinimum(int at, bool isDocument, ref ulong may, ref ulong must)
    {
        int planes = CounterPlanes;
        ulong* mayCounts = _counts;
        ulong* mustCounts = _counts + planes;
        new Span<ulong>(_counts, 2 * planes).Clear();
        foreach (var node in _optional)
        {
            Load(node, at, isDocument);
            Increment(mayCounts, planes, node.May);
            Increment(mustCounts, planes, node.Must);
        }
        may &= AtLeast(mayCounts, planes, _minOptional);
        must &= AtLeast(mustCounts, planes, _minOptional);
    }

    private static void Increment(ulong* counts, int planes, ulong carry)
    {
        for (int i = 0; i < planes && carry != 0; i++)
        {
            ulong sum = counts[i] ^ carry;
            carry &= counts[i];
            counts[i] = sum;
        }
    }

    private static ulong AtLeast(ulong* counts, int planes, int minimum)
    {
        ulong more = 0, equal = ulong.MaxValue;
        for (int i = planes - 1; i >= 0; i--)
        {
            if (((minimum >> i) & 1) == 0)
                more |= equal & counts[i];
            equal &= ((minimum >> i) & 1) == 0 ? ~counts[i] : counts[i];
        }
        return more | equal;
    }
}
