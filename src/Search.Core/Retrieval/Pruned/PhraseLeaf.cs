namespace Search.Core.Retrieval;

/// <summary>The documents in which terms stand in a row, or near each other: those that have all the terms may match, the positions tell.</summary>
internal sealed unsafe class PhraseLeaf : ScoringLeaf
{
    private readonly SegmentTerm[] _places;
    private readonly SegmentTerm[] _terms;
    private readonly double _weight;
    private readonly double _scale = 1;
    private readonly DocumentPositions[] _positions;
    private readonly SloppyPhrase? _sloppy;
    private readonly byte* _codes;
    private readonly ulong* _words;
    private readonly ulong* _scratch;
    private int _freqDoc = -1;
    private double _freq;

    /// <param name="places">The term at each place of the phrase.</param>
    /// <param name="slop">How far from a row it may be.</param>
    /// <param name="weight">What no contribution exceeds.</param>
    /// <param name="arena">Scratch memory.</param>
    public PhraseLeaf(SegmentTerm[] places, int slop, double weight, ScratchArena arena)
    {
        _places = places;
        _weight = weight;
        _terms = [.. places.Distinct().OrderBy(term => term.Reader.DocFreq)];
        foreach (var term in _terms)
            _scale = Math.Max(_scale, term.Scale);
        _positions = Array.ConvertAll(places, place => place.Positions);
        if (slop > 0)
            _sloppy = new SloppyPhrase(_positions, slop);
        _codes = arena.Take(RangeKernels.Count);
        _words = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        _scratch = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        MustWords = (ulong*)arena.TakeZeroed(RangeKernels.Count * sizeof(ulong));
    }

    public override ListReader Rarest => _terms[0].Reader;

    public override int LargestCode
    {
        get
        {
            int code = ScoreUnits.MaxCode;
            foreach (var term in _terms)
                code = Math.Min(code, term.LargestCode);
            return code;
        }
    }

    public override long Cost => _terms[0].Reader.DocFreq;

    public override double MaxWeight => _weight * _scale;

    public override void Load(int range)
    {
        Must = 0;
        ulong may = ulong.MaxValue;
        foreach (var term in _terms)
        {
            may &= term.Reader.Mask(range);
            if (may == 0)
                break;
        }
        May = may;
    }

    public override void LoadDocument(int doc)
    {
        Must = 0;
        ulong may = ulong.MaxValue;
        foreach (var term in _terms)
        {
            may &= term.Reader.MaskOf(doc);
            if (may == 0)
                break;
        }
        May = may;
    }

    public override int CodeNear(int doc)
    {
        int code = ScoreUnits.MaxCode;
        foreach (var term in _terms)
            code = Math.Min(code, term.CodeNear(doc));
        return code;
    }

    public override bool LoadWindow(int window)
    {
        ulong* first = WindowWords.Of(_terms[0].Reader, window, _words);
        if (first != _words)
            new Span<ulong>(first, RangeKernels.Count).CopyTo(new Span<ulong>(_words, RangeKernels.Count));
        MayWords = _words;
        ulong any = Bits.Any(_words);
        for (int i = 1; i < _terms.Length && any != 0; i++)
            any = Bits.And(_words, WindowWords.Of(_terms[i].Reader, window, _scratch));
        return any != 0;
    }

    public override void LookAtWindow(int window)
    {
        Codes = _codes;
        new Span<byte>(_codes, RangeKernels.Count).Fill(IsVisited ? byte.MinValue : byte.MaxValue);
        foreach (var term in _terms)
            RangeKernels.Min(_codes, term.Window(window));
    }

    public override void LookAtCoarse(int chunk)
    {
        Codes = _codes;
        new Span<byte>(_codes, RangeKernels.Count).Fill(IsVisited ? byte.MinValue : byte.MaxValue);
        foreach (var term in _terms)
            RangeKernels.Min(_codes, term.Coarse + chunk * RangeKernels.Count);
    }

    public override int CodeOf(int doc, int bit)
    {
        int code = ScoreUnits.MaxCode;
        foreach (var term in _terms)
            code = Math.Min(code, term.CodeOf(doc, bit));
        return code;
    }

    public override bool IsBoundExact => false;

    public override bool IsTerm(SegmentTerm term) => false;

    public override double Score(int doc, int bit)
    {
        double freq = Freq(doc, bit);
        return freq > 0 ? _weight * _places[0].Saturation(doc, freq) : 0;
    }

    /// <inheritdoc/>
    /// <remarks>By the terms' frequencies, without their positions: no phrase occurs more often than its rarest term.</remarks>
    public override double UpperBound(int doc, int bit)
    {
        if (_freqDoc == doc)
            return Score(doc, bit);
        int least = int.MaxValue;
        foreach (var term in _terms)
            least = Math.Min(least, term.Reader.Freq(term.Reader.IndexOf(bit)));
        return _weight * _places[0].Saturation(doc, least);
    }

    protected override bool Verify(int doc, int bit) => Freq(doc, bit) > 0;

    private double Freq(int doc, int bit)
    {
        if (_freqDoc != doc)
        {
            _freqDoc = doc;
            foreach (var positions in _positions)
                positions.MoveTo(doc, bit);
            _freq = _sloppy?.Freq() ?? CountRows();
        }
        return _freq;
    }

    /// <summary>The places at which all terms stand in a row. The first term's occurrences lead; the others are followed once.</summary>
    private int CountRows()
    {
        int count = 0;
        var first = _positions[0].Load();
        Span<int> at = stackalloc int[_positions.Length];
        at.Clear();
        foreach (int start in first)
        {
            bool isRow = true;
            for (int i = 1; i < _positions.Length && isRow; i++)
            {
                var positions = _positions[i].Load();
                int wanted = start + i;
                int next = at[i];
                while (next < positions.Length && positions[next] < wanted)
                    next++;
                at[i] = next;
                if (next == positions.Length)
                    return count;
                isRow = positions[next] == wanted;
            }
            if (isRow)
                count++;
        }
        return count;
    }
}
