using System.Runtime.Intrinsics;

namespace Search.Core.Retrieval;

/// <summary>
/// The documents of terms that are one piece of evidence (<see cref="BlendPlan"/>), bounded by the sum of the bounds of its terms: saturation is
/// concave, so that frequencies that saturate together never come to more than each by itself.
/// </summary>
internal sealed unsafe class BlendLeaf : ScoringLeaf
{
    /// <summary>What bounds are raised by, more than the rounding of the doubles that they are computed from.</summary>
    private const double Raise = 1 + 1e-9;

    private readonly Part[] _parts;
    private readonly ulong[] _masks;
    private readonly BlendPlan _plan;
    private readonly byte* _codes;
    private readonly byte*[] _tables;
    private readonly ulong* _words;
    private readonly ulong* _scratch;
    private readonly double _scale = 1;

    /// <summary>A term of the segment and what one occurrence of it counts.</summary>
    public readonly record struct Part(SegmentTerm Term, double Factor);

    /// <param name="parts">Those of the plan's terms that the segment has, in their order; at least one.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="arena">Scratch memory.</param>
    public BlendLeaf(Part[] parts, BlendPlan plan, ScratchArena arena)
    {
        (_parts, _plan) = (parts, plan);
        _masks = new ulong[parts.Length];
        _codes = arena.Take(RangeKernels.Count);
        _words = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        _scratch = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        foreach (var part in parts)
        {
            Cost += part.Term.Reader.DocFreq;
            LeastMatches = Math.Max(LeastMatches, part.Term.Reader.DocFreq);
            _scale = Math.Max(_scale, part.Term.Scale);
        }
        _tables = new byte*[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            _tables[i] = parts[i].Factor == 1 ? null : Table(parts[i], arena);
    }

    public override long Cost { get; }

    public override long LeastMatches { get; }

    public override double MaxWeight => _plan.Weight * _scale;

    public override ListReader? Rarest => _parts.Length == 1 ? _parts[0].Term.Reader : null;

    public override int LargestCode
    {
        get
        {
            int code = 0;
            for (int i = 0; i < _parts.Length; i++)
                code += Weighted(i, _parts[i].Term.LargestCode);
            return Math.Min(code, ScoreUnits.MaxCode);
        }
    }

    public override bool TryAddLists(List<(ListReader Reader, ScoringLeaf? Leaf)> lists)
    {
        foreach (var part in _parts)
        {
            if (part.Term.Reader.IsBitmap)
                return false;
        }
        for (int i = 0; i < _parts.Length; i++)
            lists.Add((_parts[i].Term.Reader, i == _parts.Length - 1 ? this : null));
        return true;
    }

    /// <remarks>A term that counts 1 or more saturates at least as by itself, and the others only add to it.</remarks>
    public override double LeastOfBest(int count, bool isAlone)
    {
        double least = 0;
        foreach (var part in _parts)
        {
            if (part.Factor >= 1)
                least = Math.Max(least, part.Term.LeastOfBest(count, isAlone));
        }
        return _plan.Weight * least * (1 - 1e-9);
    }

    public override void Load(int range)
    {
        ulong any = 0;
        for (int i = 0; i < _parts.Length; i++)
            any |= _masks[i] = _parts[i].Term.Reader.Mask(range);
        May = Must = any;
    }

    public override void LoadDocument(int doc)
    {
        ulong any = 0;
        for (int i = 0; i < _parts.Length; i++)
            any |= _masks[i] = _parts[i].Term.Reader.MaskOf(doc);
        May = Must = any;
    }

    public override bool LoadWindow(int window)
    {
        ulong* first = WindowWords.Of(_parts[0].Term.Reader, window, _words);
        if (_parts.Length > 1 && first != _words)
            Bits.Copy(first, _words);
        for (int i = 1; i < _parts.Length; i++)
            Bits.Or(_words, WindowWords.Of(_parts[i].Term.Reader, window, _scratch));
        MayWords = MustWords = _parts.Length > 1 ? _words : first;
        return true;
    }

    public override void LookAtWindow(int window)
    {
        Codes = IsVisited ? Nothing : _codes;
        for (int i = 0; i < _parts.Length && !IsVisited; i++)
            AddCodes(i, _parts[i].Term.Window(window));
    }

    public override void LookAtCoarse(int chunk)
    {
        Codes = IsVisited ? Nothing : _codes;
        for (int i = 0; i < _parts.Length && !IsVisited; i++)
            AddCodes(i, _parts[i].Term.Coarse + chunk * RangeKernels.Count);
    }

    public override int CodeNear(int doc)
    {
        int code = 0;
        for (int i = 0; i < _parts.Length; i++)
            code += Weighted(i, _parts[i].Term.CodeNear(doc));
        return Math.Min(code, ScoreUnits.MaxCode);
    }

    public override int CodeOf(int doc, int bit)
    {
        int code = 0;
        for (int i = 0; i < _parts.Length; i++)
        {
            if (((_masks[i] >> bit) & 1) != 0)
                code += Weighted(i, _parts[i].Term.CodeOf(doc));
        }
        return Math.Min(code, ScoreUnits.MaxCode);
    }

    public override bool IsTerm(SegmentTerm term)
    {
        foreach (var part in _parts)
        {
            if (part.Term == term)
                return true;
        }
        return false;
    }

    public override double UpperBound(int doc, int bit) => Score(doc, bit);

    public override double Score(int doc, int bit)
    {
        double freq = 0;
        for (int i = 0; i < _parts.Length; i++)
        {
            if (((_masks[i] >> bit) & 1) == 0)
                continue;
            var (term, factor) = _parts[i];
            freq += factor * (term.Reader.Freq(term.Reader.PlaceOf(doc)) / term.Norms.Relative(doc));
        }
        return freq > 0 ? _plan.Score(freq) : 0;
    }

    /// <summary>
    /// What a term's code becomes when an occurrence counts as several or as a part of one: of a saturated frequency s, a factor f makes
    /// f s / (f s + 1 - s).
    /// </summary>
    private byte* Table(Part part, ScratchArena arena)
    {
        byte* table = arena.Take(ScoreUnits.MaxCode + 1);
        table[0] = 0;
        for (int code = 1; code <= ScoreUnits.MaxCode; code++)
        {
            double saturation = Math.Min(1, code / (double)ScoreUnits.MaxCode * part.Term.Scale);
            double weighted = part.Factor * saturation / (part.Factor * saturation + 1 - saturation);
            table[code] = (byte)Math.Min(ScoreUnits.MaxCode, Math.Ceiling(weighted / _scale * ScoreUnits.MaxCode * Raise));
        }
        return table;
    }

    private int Weighted(int part, int code) => _tables[part] == null ? code : _tables[part][code];

    private void AddCodes(int part, byte* codes)
    {
        byte* table = _tables[part];
        byte* weighted = stackalloc byte[RangeKernels.Count];
        if (table != null)
        {
            for (int i = 0; i < RangeKernels.Count; i++)
                weighted[i] = table[codes[i]];
            codes = weighted;
        }
        for (int i = 0; i < RangeKernels.Count; i += Vector128<byte>.Count)
        {
            var own = Vector128.Load(codes + i);
            if (part > 0)
                own = Vector128.AddSaturate(own, Vector128.Load(_codes + i));
            own.Store(_codes + i);
        }
    }
}
