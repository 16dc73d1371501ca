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

    private readonly Column _first;
    private readonly Column _second;
    private readonly int* _at;
    private readonly int* _rows;
    private uint* _common;
    private long _commonCapacity;
    private int* _starts;
    private int* _positions;
    private int _capacity;

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
        _first = new Column(places[first].Reader, first, arena);
        _second = new Column(places[second].Reader, second, arena);
        _at = (int*)arena.Take(AtOnce * sizeof(int));
        _rows = (int*)arena.Take(AtOnce * sizeof(int));
    }

    /// <inheritdoc/>
    public void Consider(uint* docs, int* bounds, int count)
    {
        Locate(docs, count);
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            // No phrase occurs more often than its terms.
            if (_scorer!.Threshold <= 1 || _scorer.CanReach(_phrase.ScoreOf((int)docs[i], Math.Min(_first.Freqs[i], _second.Freqs[i]))))
                _at[kept++] = i;
        }
        CountRows(docs, kept);
        for (int i = 0; i < kept; i++)
        {
            int doc = (int)docs[_at[i]];
            if (_rows[i] > 0)
                _scorer!.ConsiderScore(doc, _phrase.ScoreOf(doc, _rows[i]));
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
        if (!_first.TryFindStarts(_at, count) || !_second.TryFindStarts(_at, count))
        {
            for (int i = 0; i < count; i++)
                _rows[i] = _phrase.RowsIn((int)docs[_at[i]]);
            return;
        }
        long room = Math.Min(_first.StartsEnd - _first.Starts, _second.StartsEnd - _second.Starts) + IntersectionKernels.GroupSize;
        if (room > _commonCapacity)
            _common = _arena.TakeUInts(_commonCapacity = 2 * room);
        int common = IntersectionKernels.Common(_first.Starts, _first.StartsEnd, _second.Starts, _second.StartsEnd, _common);
        // What fills the last groups of both.
        while (common > 0 && _common[common - 1] == uint.MaxValue)
            common--;
        if (_order.Length == 2)
        {
            for (int i = 0; i < common; i++)
                _rows[Column.DocumentOf(_common[i])]++;
            return;
        }
        for (int from = 0, end = 0; from < common; from = end)
        {
            int document = Column.DocumentOf(_common[from]);
            while (end < common && Column.DocumentOf(_common[end]) == document)
                end++;
            _rows[document] = CountWithOthers((int)docs[_at[document]], _common + from, end - from);
        }
    }

    /// <summary>How often the other terms stand where a phrase begins by the two rarest.</summary>
    private int CountWithOthers(int doc, uint* starts, int count)
    {
        EnsureCapacity(count);
        for (int i = 0; i < count; i++)
            _starts[i] = Column.StartOf(starts[i]);
        for (int i = 2; i < _order.Length && count > 0; i++)
        {
            var reader = _phrase.Places[_order[i]].Reader;
            int place = reader.PlaceOf(doc);
            int freq = reader.FreqAndBefore(place, out long before);
            EnsureCapacity(freq);
            reader.PositionsAt(place, before, new Span<int>(_positions, freq));
            count = PhraseLeaf.Keep(_starts, count, _positions, freq, _order[i]);
        }
        return count;
    }

    /// <summary>Makes room for the positions of a term; what was found so far stays.</summary>
    private void EnsureCapacity(int freq)
    {
        if (freq <= _capacity)
            return;
        int* former = _starts;
        int kept = _capacity;
        _capacity = (int)Math.Clamp(2L * freq, 256, int.MaxValue);
        _starts = (int*)_arena.Take((long)_capacity * sizeof(int));
        _positions = (int*)_arena.Take((long)_capacity * sizeof(int));
        new Span<int>(former, kept).CopyTo(new Span<int>(_starts, _capacity));
    }

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

        /// <summary>The position of a start.</summary>
        public static int StartOf(uint start) => (int)((start & ((1u << StartBits) - 1)) - Lead);

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
        /// <returns>False when one lies too far to be told.</returns>
        public bool TryFindStarts(int* at, int count)
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
                uint first = ((uint)i << StartBits) + Lead - (uint)placeInPhrase;
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
