using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Search.Core.Postings;

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
    private const int AtOnce = CommonCandidates.AtOnce;

    private readonly PhraseLeaf _phrase;
    private readonly DocumentScorer? _scorer;
    private readonly ScratchArena _arena;

    /// <summary>The places of the phrase, those of the two rarest terms first.</summary>
    private readonly int[] _order;

    /// <summary>In that order; those behind the second when first asked for.</summary>
    private readonly Column?[] _columns;

    private readonly Column _first;
    private readonly Column _second;
    private readonly int* _at;
    private readonly int* _rows;
    private readonly int* _all;

    /// <summary>The documents, and which they are, in which the phrase may begin by the terms that were compared.</summary>
    private readonly int* _left;
    private readonly uint* _leftDocs;
    private uint* _common;
    private uint* _met;
    private long _capacity;

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
        _columns = new Column?[places.Length];
        _first = ColumnOf(0);
        _second = ColumnOf(1);
        _at = (int*)arena.Take(AtOnce * sizeof(int));
        _rows = (int*)arena.Take(AtOnce * sizeof(int));
        // One more: where the next one goes is written before it is known to be another.
        _left = (int*)arena.Take((AtOnce + 1) * sizeof(int));
        _leftDocs = arena.TakeUInts(AtOnce);
        _all = (int*)arena.Take(AtOnce * sizeof(int));
        for (int i = 0; i < AtOnce; i++)
            _all[i] = i;
    }

    /// <inheritdoc/>
    public void Consider(uint* docs, int* bounds, int count)
    {
        if (_scorer!.Threshold > 1)
            _phrase.Places[0].Norms.Prefetch(docs, count);
        Locate(docs, count);
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            // No phrase occurs more often than its terms.
            if (_scorer.Threshold <= 1 || _scorer.CanReach(_phrase.ScoreOf((int)docs[i], Math.Min(_first.Freqs[i], _second.Freqs[i]))))
                _at[kept++] = i;
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
        for (int from = 0; from < count; from += AtOnce)
        {
            int some = Math.Min(AtOnce, count - from);
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
        for (int i = 0; i < common && isNear; i++)
            _rows[Column.DocumentOf(_common[i])]++;
        for (int i = 0; i < count && !isNear; i++)
            _rows[i] = _phrase.RowsIn((int)docs[_at[i]]);
    }

    /// <summary>Leaves of some starts those that a term has.</summary>
    /// <returns>How many are in <see cref="_common"/>; filled up to a whole group with the largest number.</returns>
    private int Meet(uint* starts, uint* end, Column column)
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
            _left[count] = Column.DocumentOf(_common[i]);
            count += i + 1 == common || Column.DocumentOf(_common[i + 1]) != _left[count] ? 1 : 0;
        }
        for (int i = 0; i < count; i++)
            _leftDocs[i] = docs[_at[_left[i]]];
        return count;
    }

    private Column ColumnOf(int i) => _columns[i] ??= new Column(_phrase.Places[_order[i]].Reader, _order[i], _arena);

    /// <summary>What is known of one term in the documents that are looked at together.</summary>
    private sealed class Column(ListReader reader, int placeInPhrase, ScratchArena arena)
    {
        /// <summary>The bits of a start; those above tell the document.</summary>
        private const int StartBits = 28;

        /// <summary>So many documents of a block are read by themselves.</summary>
        private const int Alone = 2;

        /// <summary>Longer than any phrase, so that no start is below 0.</summary>
        private const uint Lead = 1 << 20;

        /// <summary>A position from here on has no room in a start.</summary>
        private const uint FarPosition = (1 << StartBits) - Lead;

        private readonly int* _places = (int*)arena.Take(AtOnce * sizeof(int));
        private readonly long* _before = (long*)arena.Take(AtOnce * sizeof(long));
        private readonly BlockPositions _positions = new(reader, arena);
        private long _capacity;

        public int* Freqs { get; } = (int*)arena.Take(AtOnce * sizeof(int));

        /// <summary>Where the phrase would begin by each occurrence, ascending; filled up to a whole group with the largest number.</summary>
        public uint* Starts { get; private set; }

        public uint* StartsEnd { get; private set; }

        /// <summary>Which of the documents a start is of.</summary>
        public static int DocumentOf(uint start) => (int)(start >> StartBits);

        public void FindPlaces(uint* docs, int count)
        {
            int block = -1;
            for (int i = 0; i < count; i++)
            {
                int place = _places[i] = reader.PlaceOf((int)docs[i]);
                if (place >> 7 == block)
                    continue;
                block = place >> 7;
                reader.Prefetch(place);
            }
        }

        public void FindFreqs(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Freqs[i] = reader.FreqAndBefore(_places[i], out _before[i]);
                reader.PrefetchPositions(_places[i], _before[i]);
            }
        }

        /// <summary>Finds the <see cref="Starts"/> of some of the documents.</summary>
        /// <param name="at">Which of them.</param>
        /// <param name="numbers">What each is called in its starts, ascending.</param>
        /// <param name="count">How many.</param>
        /// <returns>False when one lies too far to be told.</returns>
        public bool TryFindStarts(int* at, int* numbers, int count)
        {
            long room = 2 * IntersectionKernels.GroupSize;
            for (int i = 0; i < count; i++)
                room += Freqs[at[i]];
            if (room > _capacity)
                Starts = arena.TakeUInts(_capacity = 2 * room);
            uint* next = Starts;
            uint last = 0;
            for (int i = 0; i < count; i++)
            {
                uint first = ((uint)numbers[i] << StartBits) + Lead - (uint)placeInPhrase;
                int freq = Freqs[at[i]];
                bool isOneOfMany = i + Alone < count && _places[at[i + Alone]] >> 7 == _places[at[i]] >> 7;
                AddUp(_positions.Differences(_places[at[i]], _before[at[i]], freq, isOneOfMany), freq, first, next);
                next += freq;
                last = Math.Max(last, next[-1] - first);
            }
            new Span<uint>(next, IntersectionKernels.GroupSize).Fill(uint.MaxValue);
            StartsEnd = Starts + ((next - Starts + IntersectionKernels.GroupSize - 1) & -IntersectionKernels.GroupSize);
            return last < FarPosition;
        }

        /// <summary>Adds differences up, beginning with a number. Reads and writes whole groups.</summary>
        private static void AddUp(uint* differences, int count, uint first, uint* sums)
        {
            if (Avx2.IsSupported && count <= IntersectionKernels.GroupSize)
                (BitPacking.AddUp(Vector256.Load(differences)) + Vector256.Create(first)).Store(sums);
            else
                BitPacking.AddUp(differences, count, first, sums);
        }
    }
}
