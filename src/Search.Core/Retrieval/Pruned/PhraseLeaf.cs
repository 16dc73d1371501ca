namespace Search.Core.Retrieval;

/// <summary>The documents in which terms stand in a row, or near each other: those that have all the terms may match, the positions tell.</summary>
internal sealed unsafe class PhraseLeaf : ScoringLeaf
{
    private readonly SegmentTerm[] _places;
    private readonly SegmentTerm[] _terms;
    private readonly double _weight;
    private readonly double _scale = 1;
    private readonly DocumentPositions[] _positions;
    private readonly DocumentPositions[] _ofTerms;
    private readonly int[] _order;
    private readonly SloppyPhrase? _sloppy;
    private readonly byte* _codes;
    private readonly ulong* _words;
    private readonly ulong* _scratch;
    private readonly ScratchArena _arena;
    private int* _starts;
    private int _startCapacity;
    private int _freqDoc = -1;
    private double _freq;

    /// <param name="places">The term at each place of the phrase.</param>
    /// <param name="slop">How far from a row it may be.</param>
    /// <param name="weight">What no contribution exceeds.</param>
    /// <param name="arena">Scratch memory.</param>
    public PhraseLeaf(SegmentTerm[] places, int slop, double weight, ScratchArena arena)
    {
        _arena = arena;
        _places = places;
        _weight = weight;
        _terms = RarestFirst(places);
        foreach (var term in _terms)
            _scale = Math.Max(_scale, term.Scale);
        _positions = Array.ConvertAll(places, place => place.Positions);
        _ofTerms = Array.ConvertAll(_terms, term => term.Positions);
        _order = new int[places.Length];
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
        if (slop > 0)
            _sloppy = new SloppyPhrase(_positions, slop);
        _codes = arena.Take(RangeKernels.Count);
        _words = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        _scratch = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        MustWords = (ulong*)arena.TakeZeroed(RangeKernels.Count * sizeof(ulong));
    }

    /// <summary>Each term once, by insertion: phrases are short.</summary>
    private static SegmentTerm[] RarestFirst(SegmentTerm[] places)
    {
        var terms = new SegmentTerm[places.Length];
        int count = 0;
        foreach (var place in places)
        {
            if (Array.IndexOf(terms, place, 0, count) >= 0)
                continue;
            int at = count++;
            for (; at > 0 && terms[at - 1].Reader.DocFreq > place.Reader.DocFreq; at--)
                terms[at] = terms[at - 1];
            terms[at] = place;
        }
        return terms[..count];
    }

    /// <summary>Its terms, each once, the rarest first.</summary>
    public ReadOnlySpan<SegmentTerm> Terms => _terms;

    /// <summary>The term at each place.</summary>
    public SegmentTerm[] Places => _places;

    /// <summary>Whether the terms must stand in a row.</summary>
    public bool IsExact => _sloppy is null;

    /// <summary>What no contribution exceeds.</summary>
    public double Weight => _weight;

    /// <summary>The contribution to a document that has the phrase so often.</summary>
    public double ScoreOf(int doc, double freq) => _weight * _places[0].Saturation(doc, freq);

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
        StartCodes();
        foreach (var term in _terms)
            RangeKernels.Min(_codes, term.Window(window));
    }

    public override void LookAtCoarse(int chunk)
    {
        StartCodes();
        foreach (var term in _terms)
            RangeKernels.Min(_codes, term.Coarse + chunk * RangeKernels.Count);
    }

    /// <summary>Codes that the terms' are then taken the least of; where the leaf is visited, that of no document.</summary>
    private void StartCodes()
    {
        Codes = _codes;
        new Span<byte>(_codes, RangeKernels.Count).Fill(IsVisited ? byte.MinValue : byte.MaxValue);
    }

    public override int CodeOf(int doc, int bit)
    {
        int code = ScoreUnits.MaxCode;
        foreach (var term in _terms)
            code = Math.Min(code, term.CodeOf(doc));
        return code;
    }

    public override bool IsBoundExact => false;

    public override bool IsTerm(SegmentTerm term) => false;

    public override double Score(int doc, int bit) => Score(doc);

    /// <inheritdoc/>
    /// <remarks>By the terms' frequencies, without their positions: no phrase occurs more often than its rarest term.</remarks>
    public override double UpperBound(int doc, int bit) => UpperBound(doc);

    /// <summary>As the other form; nothing needs to be loaded.</summary>
    public double Score(int doc)
    {
        double freq = Freq(doc);
        return freq > 0 ? ScoreOf(doc, freq) : 0;
    }

    /// <summary>As the other form; nothing needs to be loaded.</summary>
    public double UpperBound(int doc)
    {
        if (_freqDoc == doc)
            return Score(doc);
        MoveTo(doc);
        int least = int.MaxValue;
        foreach (var positions in _ofTerms)
            least = Math.Min(least, positions.Freq);
        return ScoreOf(doc, least);
    }

    /// <summary>How often the terms stand in a row in a document that has all of them; of an exact phrase.</summary>
    public int RowsIn(int doc) => (int)Freq(doc);

    private void MoveTo(int doc)
    {
        // Other phrases and rewards with the same terms may have moved them since.
        foreach (var positions in _ofTerms)
            positions.MoveTo(doc);
    }

    protected override bool Verify(int doc, int bit) => Freq(doc) > 0;

    private double Freq(int doc)
    {
        if (_freqDoc != doc)
        {
            _freqDoc = doc;
            MoveTo(doc);
            _freq = _sloppy?.Freq() ?? CountRows();
        }
        return _freq;
    }

    /// <summary>
    /// The places at which all terms stand in a row: those of the term that occurs least, taken back to the phrase's beginning, of which each other
    /// term leaves those that it follows. Terms that occur often are read last, and mostly not at all.
    /// </summary>
    private int CountRows()
    {
        for (int i = 0; i < _order.Length; i++)
        {
            // Mostly the order of the document before.
            int place = _order[i];
            int at = i;
            for (; at > 0 && _positions[_order[at - 1]].Freq > _positions[place].Freq; at--)
                _order[at] = _order[at - 1];
            _order[at] = place;
        }
        int rarest = _order[0];
        int count = _positions[rarest].Freq;
        if (count > _startCapacity)
        {
            _startCapacity = (int)Math.Clamp(2L * count, 64, int.MaxValue);
            _starts = (int*)_arena.Take((long)_startCapacity * sizeof(int));
        }
        int* occurrences = _positions[rarest].Read();
        count = TakeStarts(occurrences, count, rarest);
        for (int i = 1; i < _order.Length && count > 0; i++)
        {
            var positions = _positions[_order[i]];
            count = Keep(_starts, count, positions.Read(), positions.Freq, _order[i]);
        }
        return count;
    }

    /// <summary>Takes the places at which a phrase would begin by a term's positions, each once.</summary>
    private int TakeStarts(int* positions, int count, int distance)
    {
        int taken = 0;
        for (int i = 0; i < count; i++)
        {
            _starts[taken] = positions[i] - distance;
            taken += i == 0 || positions[i] != positions[i - 1] ? 1 : 0;
        }
        return taken;
    }

    /// <summary>Keeps the starts behind which, at a distance, a position follows. Both ascend.</summary>
    public static int Keep(int* starts, int count, int* positions, int positionCount, int distance)
    {
        int kept = 0;
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            int wanted = starts[i] + distance;
            while (at < positionCount && positions[at] < wanted)
                at++;
            if (at == positionCount)
                break;
            if (positions[at] == wanted)
                starts[kept++] = starts[i];
        }
        return kept;
    }
}
