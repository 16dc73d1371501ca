namespace Search.Core.Postings;

/// <summary>
/// Compares the maxima of a term with its postings: each must be the largest code of its range, and no posting's share may be above the bound
/// that the code stands for. Plainer than <see cref="TermMaxima"/>, on purpose. Not thread-safe.
/// </summary>
internal sealed unsafe class MaximaCheck(int maxDoc)
{
    private readonly Level _ranges = new("range");
    private readonly Level _ranges64 = new("range of 64");
    private readonly Level _coarse = new("coarse range");
    private readonly uint[] _bestDocs = new uint[BestPostings.Count];
    private readonly uint[] _bestFreqs = new uint[BestPostings.Count];
    private PostingsList _list;
    private int _best;
    private double _leastOfBest;
    private double _bestOfOthers;
    private float _least;
    private ImpactCodes? _codes;
    private string? _problem;

    public void Start(in PostingsList list, ImpactCodes codes)
    {
        _list = list;
        _codes = codes;
        _ranges.Start(list.Ranges, maxDoc, list.RangeShift);
        _ranges64.Start(list.Ranges64, maxDoc, PostingsRules.RangeShift64);
        _coarse.Start(list.Coarse, maxDoc, PostingsRules.CoarseShift);
        _best = 0;
        (_leastOfBest, _bestOfOthers) = (double.PositiveInfinity, 0);
        if (list.Best != null)
        {
            fixed (uint* docs = _bestDocs, freqs = _bestFreqs)
                _least = BestPostings.Read(list, docs, freqs);
        }
        _problem = list.AverageLength == codes.AverageLength ? null
            : $"its maxima are for the average length {list.AverageLength} and not {codes.AverageLength}.";
    }

    public void Add(uint doc, uint freq, uint length)
    {
        byte code = _codes!.Of(freq, length);
        double share = _codes.Share(freq, length);
        if (code < ImpactCodes.MaxCode && code < share * ImpactCodes.MaxCode)
            _problem ??= $"the code {code} does not bound the share {share} of document {doc}.";
        _ranges.Add(doc, code);
        _ranges64.Add(doc, code);
        _coarse.Add(doc, code);
        if (_list.Best != null)
            AddBest(doc, freq, share);
        double bound = _list.Ranges[doc >> _list.RangeShift] / (double)ImpactCodes.MaxCode;
        if (bound < share)
            _problem ??= $"document {doc} has the share {share}, above the bound {bound} of its range.";
    }

    /// <summary>The first problem of the term; null when there is none.</summary>
    public string? Problem() => _problem ?? BestProblem() ?? _ranges.Problem() ?? _ranges64.Problem() ?? _coarse.Problem();

    private void AddBest(uint doc, uint freq, double share)
    {
        if (_best < BestPostings.Count && _bestDocs[_best] == doc)
        {
            if (_bestFreqs[_best] != freq)
                _problem ??= $"document {doc} is among its best with the frequency {_bestFreqs[_best]} and not {freq}.";
            _leastOfBest = Math.Min(_leastOfBest, share);
            _best++;
        }
        else
        {
            _bestOfOthers = Math.Max(_bestOfOthers, share);
        }
    }

    private string? BestProblem()
    {
        if (_list.Best == null)
            return null;
        if (_best < BestPostings.Count)
            return $"document {_bestDocs[_best]} is among its best and does not have it.";
        return _bestOfOthers > _leastOfBest || _leastOfBest > _least || MathF.BitDecrement(_least) >= _leastOfBest
            ? $"the least share of its best is {_leastOfBest}, said to be {_least}, the largest of the others {_bestOfOthers}." : null;
    }

    private sealed class Level(string name)
    {
        private byte[] _expected = [];
        private byte* _found;
        private int _count;
        private int _shift;

        public void Start(byte* found, int maxDoc, int shift)
        {
            _found = found;
            _shift = shift;
            _count = PostingsRules.PaddedLength(PostingsRules.RangeCount(maxDoc, shift));
            if (_expected.Length < _count)
                _expected = new byte[_count];
            _expected.AsSpan().Clear();
        }

        public void Add(uint doc, byte code)
        {
            if (_found == null)
                return;
            ref byte maximum = ref _expected[doc >> _shift];
            maximum = Math.Max(maximum, code);
        }

        public string? Problem()
        {
            if (_found == null)
                return null;
            int same = new ReadOnlySpan<byte>(_found, _count).CommonPrefixLength(_expected.AsSpan(0, _count));
            return same == _count ? null : $"the maximum of {name} {same} is {_found[same]} and not {_expected[same]}.";
        }
    }
}
