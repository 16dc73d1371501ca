namespace Search.Core.Retrieval;

/// <summary>Scores or counts documents that all have the terms of a phrase, which alone scores, some at a time. Not thread-safe.</summary>
/// <remarks>
/// The two rarest terms are compared first: few documents have them at the right distance, so that of the others hardly anything is read. It goes step by
/// step for all documents, places, then frequencies, then positions; what a step reads is asked for in the step before, because positions lie all over
/// a file that is larger than any cache. Where the phrase would begin by the one term and by the other is one series of ascending numbers each for all
/// documents, and what both series have in common is found without a branch for each position (<see cref="IntersectionKernels"/>).
/// </remarks>
internal sealed unsafe class CommonPhrase : ICommonScorer
{
    private const int Most = CommonCandidates.MostAtOnce;

    private readonly PhraseLeaf _phrase;
    private readonly DocumentScorer? _scorer;
    private readonly ScratchArena _arena;

    /// <summary>The places of the phrase, those of the two rarest terms first.</summary>
    private readonly int[] _order;

    /// <summary>In that order; those behind the second when first asked for.</summary>
    private readonly PhraseTerm?[] _columns;

    private readonly PhraseTerm _first;
    private readonly PhraseTerm _second;
    private readonly int* _at;
    private readonly int* _rows;
    private readonly double* _norms;
    private readonly int* _all;

    /// <summary>The documents, and which they are, in which the phrase may begin by the terms that were compared.</summary>
    private readonly int* _left;
    private readonly uint* _leftDocs;
    private uint* _common;
    private uint* _met;
    private long _capacity;
    private int _atOnce = CommonCandidates.FewAtOnce;

    /// <param name="phrase">The phrase; two terms or more in a row.</param>
    /// <param name="scorer">Takes the documents; null to count only.</param>
    /// <param name="arena">Scratch memory.</param>
    public CommonPhrase(PhraseLeaf phrase, DocumentScorer? scorer, ScratchArena arena)
    {
        (_phrase, _scorer, _arena) = (phrase, scorer, arena);
        var places = phrase.Places;
        int first = Array.IndexOf(places, phrase.Terms[0]), second = Array.IndexOf(places, phrase.Terms[1]);
        _order = new int[places.Length];
        (_order[0], _order[1]) = (first, second);
        int count = 2;
        foreach (var term in phrase.Terms)
        {
            for (int place = 0; place < places.Length; place++)
            {
                if (places[place] == term && place != first && place != second)
                    _order[count++] = place;
            }
        }
        _columns = new PhraseTerm?[places.Length];
        _first = ColumnOf(0);
        _second = ColumnOf(1);
        // One more: where the next one goes is written before it is known to be another.
        _at = (int*)arena.Take((Most + 1) * sizeof(int));
        _norms = (double*)arena.Take(Most * sizeof(double));
        _rows = (int*)arena.Take(Most * sizeof(int));
        _left = (int*)arena.Take((Most + 1) * sizeof(int));
        _leftDocs = arena.TakeUInts(Most);
        _all = (int*)arena.Take(Most * sizeof(int));
        for (int i = 0; i < Most; i++)
            _all[i] = i;
    }

    /// <inheritdoc/>
    /// <remarks>Few to begin with, which raise the threshold; more together wait less for each other.</remarks>
    public int AtOnce => _atOnce;

    /// <inheritdoc/>
    public void Consider(uint* docs, int* bounds, int count)
    {
        _atOnce = Math.Min(2 * _atOnce, Most);
        if (_scorer!.Threshold > 1)
            _phrase.Places[0].Norms.Prefetch(docs, count);
        Locate(docs, count);
        int kept = 0;
        if (_scorer.Threshold <= 1)
        {
            for (; kept < count; kept++)
                _at[kept] = kept;
        }
        else
        {
            _phrase.Places[0].Norms.Of(docs, count, _norms);
            double least = _scorer.LeastSum, weight = _phrase.Weight;
            for (int i = 0; i < count; i++)
            {
                // No phrase occurs more often than its terms. Compared without the division that a score takes.
                double freq = Math.Min(_first.Freqs[i], _second.Freqs[i]);
                _at[kept] = i;
                kept += weight * freq >= least * (freq + _norms[i]) ? 1 : 0;
            }
        }
        CountRows(docs, kept);
        for (int i = 0; i < kept; i++)
        {
            int doc = (int)docs[_at[i]];
            if (_rows[i] > 0)
                _scorer.ConsiderScore(doc, _phrase.ScoreOf(doc, _rows[i]));
        }
    }

    /// <summary>Counts the documents that have the phrase.</summary>
    /// <param name="docs">Documents that have all its terms, ascending.</param>
    /// <param name="count">How many there are.</param>
    public int Count(uint* docs, int count)
    {
        int found = 0;
        for (int from = 0; from < count; from += Most)
        {
            int some = Math.Min(Most, count - from);
            Locate(docs + from, some);
            for (int i = 0; i < some; i++)
                _at[i] = i;
            CountRows(docs + from, some);
            for (int i = 0; i < some; i++)
                found += _rows[i] > 0 ? 1 : 0;
        }
        return found;
    }

    private void Locate(uint* docs, int count)
    {
        _first.FindPlaces(docs, count);
        _second.FindPlaces(docs, count);
        _first.FindFreqs(count);
        _second.FindFreqs(count);
    }

    /// <summary>How often all terms stand in a row in documents of those that were located.</summary>
    /// <param name="docs">The documents that were located.</param>
    /// <param name="count">How many are asked for, those at <see cref="_at"/>. Each gets a number in <see cref="_rows"/>.</param>
    private void CountRows(uint* docs, int count)
    {
        if (count == 0)
            return;
        new Span<int>(_rows, count).Clear();
        bool isNear = _first.TryFindStarts(_at, _all, count) && _second.TryFindStarts(_at, _all, count);
        int common = 0;
        if (isNear)
        {
            EnsureRoom(Math.Min(_first.StartsEnd - _first.Starts, _second.StartsEnd - _second.Starts));
            common = Meet(_first.Starts, _first.StartsEnd, _second);
        }
        for (int i = 2; i < _order.Length && common > 0 && isNear; i++)
        {
            int left = TakeDocuments(docs, common);
            var column = ColumnOf(i);
            column.FindPlaces(_leftDocs, left);
            column.FindFreqs(left);
            isNear = column.TryFindStarts(_all, _left, left);
            if (isNear)
                common = Meet(_common, _common + ((common + IntersectionKernels.GroupSize - 1) & -IntersectionKernels.GroupSize), column);
        }
        // A term that stands twice at a position begins no second phrase there.
        for (int i = 0; i < common && isNear; i++)
            _rows[PhraseTerm.DocumentOf(_common[i])] += i == 0 || _common[i] != _common[i - 1] ? 1 : 0;
        for (int i = 0; i < count && !isNear; i++)
            _rows[i] = _phrase.RowsIn((int)docs[_at[i]]);
    }

    /// <summary>Leaves of some starts those that a term has.</summary>
    /// <returns>How many are in <see cref="_common"/>; filled up to a whole group with the largest number.</returns>
    private int Meet(uint* starts, uint* end, PhraseTerm column)
    {
        int common = IntersectionKernels.Common(starts, end, column.Starts, column.StartsEnd, _met);
        uint* met = _met;
        _met = _common;
        _common = met;
        // What fills the last groups of both.
        while (common > 0 && _common[common - 1] == uint.MaxValue)
            common--;
        new Span<uint>(_common + common, IntersectionKernels.GroupSize).Fill(uint.MaxValue);
        return common;
    }

    /// <summary>Makes room for what two series have in common, of which other terms leave no more.</summary>
    private void EnsureRoom(long starts)
    {
        long room = starts + 2 * IntersectionKernels.GroupSize;
        if (room <= _capacity)
            return;
        _capacity = 2 * room;
        _common = _arena.TakeUInts(_capacity);
        _met = _arena.TakeUInts(_capacity);
    }

    /// <summary>Takes the documents of the starts that are left.</summary>
    /// <returns>How many there are.</returns>
    private int TakeDocuments(uint* docs, int common)
    {
        int count = 0;
        for (int i = 0; i < common; i++)
        {
            _left[count] = PhraseTerm.DocumentOf(_common[i]);
            count += i + 1 == common || PhraseTerm.DocumentOf(_common[i + 1]) != _left[count] ? 1 : 0;
        }
        for (int i = 0; i < count; i++)
            _leftDocs[i] = docs[_at[_left[i]]];
        return count;
    }

    private PhraseTerm ColumnOf(int i) => _columns[i] ??= new PhraseTerm(_phrase.Places[_order[i]].Reader, _order[i], _arena);
}
