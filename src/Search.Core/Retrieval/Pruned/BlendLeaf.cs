using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Search.Core.Retrieval;

/// <summary>
/// The documents of terms that are one piece of evidence (<see cref="BlendPlan"/>). A code of a term bounds its saturated frequency s, and so its frequency
/// in units of k1, its odds s / (1 - s); the weighted odds of all terms, added up, give the bound of all together.
/// </summary>
internal sealed unsafe class BlendLeaf : ScoringLeaf
{
    /// <summary>What bounds are raised by, more than the rounding of single precision that they are computed with.</summary>
    private const float Raise = 1 + 1e-4f;

    /// <summary>Of more parts than this the codes of the whole segment are near enough to one document.</summary>
    private const int FewParts = 2;

    private readonly List<Part> _parts = [];
    private int _largestCode;
    private double _scale;
    private long _cost;
    private long _leastMatches;
    private ScratchArena _arena = null!;
    private BlendPlan _plan = null!;
    private ulong* _masks;
    private byte* _codes;
    private float* _odds;
    private ulong* _words;
    private ulong* _scratch;

    /// <summary>A term of the segment and what one occurrence of it counts.</summary>
    public readonly record struct Part(SegmentTerm Term, double Factor);

    /// <summary>Opens a leaf, without terms to begin with; valid until the arena is given back.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="arena">Scratch memory.</param>
    public static BlendLeaf Open(BlendPlan plan, ScratchArena arena)
    {
        var leaf = arena.Blends.Take();
        leaf.Reset();
        (leaf._plan, leaf._arena) = (plan, arena);
        (leaf._largestCode, leaf._scale, leaf._cost, leaf._leastMatches) = (-1, 1, 0, 0);
        return leaf;
    }

    /// <summary>Adds the next of the plan's terms that the segment has.</summary>
    public void Add(Part part) => _parts.Add(part);

    /// <summary>Says that all terms were added, at least one.</summary>
    public BlendLeaf Complete()
    {
        _masks = (ulong*)_arena.Take(_parts.Count * sizeof(ulong));
        _codes = _arena.Take(RangeKernels.Count);
        _words = (ulong*)_arena.Take(RangeKernels.Count * sizeof(ulong));
        _scratch = (ulong*)_arena.Take(RangeKernels.Count * sizeof(ulong));
        _odds = (float*)_arena.Take(RangeKernels.Count * sizeof(float));
        foreach (var part in Parts)
        {
            _cost += part.Term.Reader.DocFreq;
            _leastMatches = Math.Max(_leastMatches, part.Term.Reader.DocFreq);
            _scale = Math.Max(_scale, part.Term.Scale);
        }
        return this;
    }

    /// <summary>Lets go of the plan and its terms.</summary>
    public void Release()
    {
        _plan = null!;
        _parts.Clear();
    }

    public override long Cost => _cost;

    public override long LeastMatches => _leastMatches;

    /// <remarks>The codes of a part are those of its term times their scale.</remarks>
    public override double MaxWeight => _plan.Weight * _scale;

    public override ListReader? Rarest => _parts.Count == 1 ? _parts[0].Term.Reader : null;

    public override int LargestCode
    {
        get
        {
            if (_largestCode >= 0)
                return _largestCode;
            float odds = 0;
            foreach (var part in Parts)
                odds += Odds(part, part.Term.LargestCode);
            return _largestCode = Code(odds);
        }
    }

    /// <summary>The term that one occurrence of counts as one, where all others together have few documents.</summary>
    /// <param name="most">How many.</param>
    /// <returns>Null when there is none.</returns>
    public SegmentTerm? MainTerm(long most)
    {
        var (term, factor) = _parts[Main()];
        if (factor != 1 || Cost - term.Reader.DocFreq > most)
            return null;
        int named = 0;
        foreach (var part in Parts)
            named += part.Term == term ? 1 : 0;
        return named == 1 ? term : null;
    }

    /// <summary>The terms, in the order of the plan.</summary>
    public ReadOnlySpan<Part> Parts => CollectionsMarshal.AsSpan(_parts);

    /// <summary>The contribution to a document that has the main term so often, and none of the others.</summary>
    public double ScoreOfMain(int doc, int freq)
    {
        var (term, factor) = _parts[Main()];
        return _plan.Score(factor * (freq / term.Norms.Relative(doc)));
    }

    /// <summary>The term with the most documents.</summary>
    private int Main()
    {
        int main = 0;
        for (int i = 1; i < _parts.Count; i++)
            main = _parts[i].Term.Reader.DocFreq > _parts[main].Term.Reader.DocFreq ? i : main;
        return main;
    }

    public override bool TryAddLists(List<(ListReader Reader, ScoringLeaf? Leaf)> lists)
    {
        foreach (var part in Parts)
        {
            if (part.Term.Reader.IsBitmap)
                return false;
        }
        for (int i = 0; i < _parts.Count; i++)
            lists.Add((_parts[i].Term.Reader, i == _parts.Count - 1 ? this : null));
        return true;
    }

    /// <remarks>A term that counts 1 or more saturates at least as by itself, and the others only add to it.</remarks>
    public override double LeastOfBest(int count, bool isAlone)
    {
        double least = 0;
        foreach (var part in Parts)
        {
            if (part.Factor >= 1)
                least = Math.Max(least, part.Term.LeastOfBest(count, isAlone));
        }
        return _plan.Weight * least * (1 - 1e-9);
    }

    public override void Load(int range)
    {
        ulong any = 0;
        for (int i = 0; i < _parts.Count; i++)
            any |= _masks[i] = _parts[i].Term.Reader.Mask(range);
        May = Must = any;
    }

    public override void LoadDocument(int doc)
    {
        ulong any = 0;
        for (int i = 0; i < _parts.Count; i++)
            any |= _masks[i] = _parts[i].Term.Reader.MaskOf(doc);
        May = Must = any;
    }

    public override bool LoadWindow(int window)
    {
        ulong* first = WindowWords.Of(_parts[0].Term.Reader, window, _words);
        if (_parts.Count > 1 && first != _words)
            Bits.Copy(first, _words);
        for (int i = 1; i < _parts.Count; i++)
            Bits.Or(_words, WindowWords.Of(_parts[i].Term.Reader, window, _scratch));
        MayWords = MustWords = _parts.Count > 1 ? _words : first;
        return true;
    }

    public override void LookAtWindow(int window)
    {
        Codes = IsVisited ? Nothing : _codes;
        if (IsVisited)
            return;
        new Span<float>(_odds, RangeKernels.Count).Clear();
        foreach (var part in Parts)
            AddOdds(part, part.Term.Window(window));
        TakeCodes();
    }

    public override void LookAtCoarse(int chunk)
    {
        Codes = IsVisited ? Nothing : _codes;
        if (IsVisited)
            return;
        new Span<float>(_odds, RangeKernels.Count).Clear();
        foreach (var part in Parts)
            AddOdds(part, part.Term.Coarse + chunk * RangeKernels.Count);
        TakeCodes();
    }

    public override int CodeNear(int doc)
    {
        if (_parts.Count > FewParts)
            return LargestCode;
        float odds = 0;
        foreach (var part in Parts)
            odds += Odds(part, part.Term.CodeNear(doc));
        return Code(odds);
    }

    public override int CodeOf(int doc, int bit)
    {
        float odds = 0;
        for (int i = 0; i < _parts.Count; i++)
        {
            if (((_masks[i] >> bit) & 1) != 0)
                odds += Odds(_parts[i], _parts[i].Term.CodeOf(doc));
        }
        return Code(odds);
    }

    public override bool IsTerm(SegmentTerm term)
    {
        foreach (var part in Parts)
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
        for (int i = 0; i < _parts.Count; i++)
        {
            if (((_masks[i] >> bit) & 1) == 0)
                continue;
            var (term, factor) = _parts[i];
            freq += factor * (term.Reader.Freq(term.Reader.PlaceOf(doc)) / term.Norms.Relative(doc));
        }
        return freq > 0 ? _plan.Score(freq) : 0;
    }

    /// <summary>The weighted odds of a code; infinite where it bounds nothing.</summary>
    private static float Odds(Part part, int code)
    {
        float saturation = Math.Min(1, code * Share(part));
        return (float)part.Factor * (saturation / (1 - saturation));
    }

    /// <summary>What a code says of a saturated frequency for each of its steps.</summary>
    private static float Share(Part part) => (float)(part.Term.Scale / ScoreUnits.MaxCode) * Raise;

    /// <summary>The code of odds: 0 for none alone.</summary>
    private static int Code(float odds) =>
        odds == 0 ? 0 : Math.Min(ScoreUnits.MaxCode, (int)((1 - 1 / (1 + odds * Raise)) * (ScoreUnits.MaxCode * Raise)) + 1);

    /// <summary>Adds the odds of 64 codes, four at a time.</summary>
    private void AddOdds(Part part, byte* codes)
    {
        var share = Vector128.Create(Share(part));
        var factor = Vector128.Create((float)part.Factor);
        for (int i = 0; i < RangeKernels.Count; i += Vector128<float>.Count)
        {
            var code = Vector128.ConvertToSingle(Vector128.Create((int)codes[i], codes[i + 1], codes[i + 2], codes[i + 3]));
            var saturation = Vector128.Min(code * share, Vector128<float>.One);
            var odds = factor * (saturation / (Vector128<float>.One - saturation));
            (Vector128.Load(_odds + i) + odds).Store(_odds + i);
        }
    }

    /// <summary>The codes of the sums, as <see cref="Code"/> gives them.</summary>
    private void TakeCodes()
    {
        var one = Vector128<float>.One;
        for (int i = 0; i < RangeKernels.Count; i += Vector128<float>.Count)
        {
            var odds = Vector128.Load(_odds + i);
            var saturation = one - one / (one + odds * Vector128.Create(Raise));
            var code = Vector128.ConvertToInt32(saturation * Vector128.Create(ScoreUnits.MaxCode * Raise)) + Vector128<int>.One;
            code = Vector128.Min(code, Vector128.Create(ScoreUnits.MaxCode));
            code = Vector128.AndNot(code, Vector128.Equals(odds, Vector128<float>.Zero).AsInt32());
            for (int lane = 0; lane < Vector128<float>.Count; lane++)
                _codes[i + lane] = (byte)code[lane];
        }
    }
}
