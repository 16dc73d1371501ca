using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>What is known of one term of a phrase in the documents that are looked at together, at most <see cref="CommonCandidates.MostAtOnce"/>. Not thread-safe.</summary>
/// <remarks>Neighbours mostly are of one block where the list is dense: what is known of a block is asked for once for all of them.</remarks>
internal sealed unsafe class PhraseTerm
{
    /// <summary>The bits of a start; those above tell the document.</summary>
    private const int StartBits = 26;

    /// <summary>With so many documents of a block its frequencies are added up,</summary>
    private const int AddedUp = 6;

    /// <summary>and with so many its positions are decoded together.</summary>
    private const int Together = 3;

    /// <summary>Longer than any phrase, so that no start is below 0.</summary>
    private const uint Lead = 1 << 20;

    /// <summary>A position from here on has no room in a start, below the number that fills up.</summary>
    private const uint FarPosition = (1 << StartBits) - Lead - 1;

    private const int Most = CommonCandidates.MostAtOnce;
    private const int BlockShift = 7;

    private readonly ListReader _reader;
    private readonly int _placeInPhrase;
    private readonly ScratchArena _arena;
    private readonly int* _places;
    private readonly uint* _before;
    private readonly BlockPositions _positions;
    private long _capacity;
    private long _inBlock;

    /// <param name="reader">The term's list.</param>
    /// <param name="placeInPhrase">Where in the phrase it stands, from 0 on.</param>
    /// <param name="arena">Scratch memory.</param>
    public PhraseTerm(ListReader reader, int placeInPhrase, ScratchArena arena)
    {
        (_reader, _placeInPhrase, _arena) = (reader, placeInPhrase, arena);
        _places = (int*)arena.Take(Most * sizeof(int));
        _before = arena.TakeUInts(Most);
        Freqs = (int*)arena.Take(Most * sizeof(int));
        _positions = new BlockPositions(reader, arena);
    }

    /// <summary>How often each of the documents has the term.</summary>
    public int* Freqs { get; }

    /// <summary>Where the phrase would begin by each occurrence, ascending; filled up to a whole group with the largest number.</summary>
    public uint* Starts { get; private set; }

    public uint* StartsEnd { get; private set; }

    /// <summary>Which of the documents a start is of.</summary>
    public static int DocumentOf(uint start) => (int)(start >> StartBits);

    /// <summary>Finds where documents, all of which have the term, stand in its list.</summary>
    public void FindPlaces(uint* docs, int count)
    {
        _reader.PlacesOf(docs, count, _places);
        _reader.PrefetchFreqs(_places, count);
    }

    /// <summary>Finds their <see cref="Freqs"/>.</summary>
    public void FindFreqs(int count)
    {
        int* places = _places;
        _reader.FreqsAndBefore(places, count, Freqs, _before, IsDense(places[0], places[count - 1], count, AddedUp));
        // Of neighbours in a block, one in so many asks for what the others need too.
        int step = IsDense(places[0], places[count - 1], count, Together) ? Together : 1;
        for (int i = 0; i < count; i += step)
            _reader.PrefetchPositions(places[i], _before[i]);
    }

    /// <summary>Whether there are so many documents in a block between two places.</summary>
    private static bool IsDense(int first, int last, int count, int inBlock) => ((last >> BlockShift) - (first >> BlockShift) + 1) * inBlock <= count;

    /// <summary>Finds the <see cref="Starts"/> of some of the documents.</summary>
    /// <param name="at">Which of them.</param>
    /// <param name="numbers">What each is called in its starts, ascending.</param>
    /// <param name="count">How many.</param>
    /// <returns>False when one lies too far to be told.</returns>
    public bool TryFindStarts(int* at, int* numbers, int count)
    {
        int* places = _places, freqs = Freqs;
        long room = 2 * IntersectionKernels.GroupSize;
        for (int i = 0; i < count; i++)
            room += freqs[at[i]];
        if (room > _capacity)
            Starts = _arena.TakeUInts(_capacity = 2 * room);
        uint last = 0;
        uint* next = IsDense(places[at[0]], places[at[count - 1]], count, Together)
            ? TakeByBlocks(at, numbers, count, Starts, ref last)
            : TakeStarts(at, numbers, count, Starts, ref last);
        new Span<uint>(next, IntersectionKernels.GroupSize).Fill(uint.MaxValue);
        StartsEnd = Starts + ((next - Starts + IntersectionKernels.GroupSize - 1) & -IntersectionKernels.GroupSize);
        return last < FarPosition;
    }

    /// <summary>Takes the starts in documents many of which are of the same blocks.</summary>
    private uint* TakeByBlocks(int* at, int* numbers, int count, uint* next, ref uint last)
    {
        int* places = _places;
        for (int i = 0, end; i < count; i = end)
        {
            int block = places[at[i]] >> BlockShift;
            for (end = i + 1; end < count && places[at[end]] >> BlockShift == block;)
                end++;
            next = end - i >= Together && OfBlock(block, at[end - 1]) is var values && values != null
                ? TakeStarts(values, at + i, numbers + i, end - i, next, ref last)
                : TakeStarts(at + i, numbers + i, end - i, next, ref last);
        }
        return next;
    }

    /// <summary>The positions of a block up to those of a document; null where they are too many.</summary>
    private uint* OfBlock(int block, int lastDocument)
    {
        _inBlock = (long)_before[lastDocument] + Freqs[lastDocument];
        return _positions.OfBlock(block, _inBlock);
    }

    /// <summary>Takes the starts in documents of a block whose positions are decoded.</summary>
    private uint* TakeStarts(uint* values, int* at, int* numbers, int count, uint* next, ref uint last)
    {
        int* freqs = Freqs;
        uint* before = _before;
        long inBlock = _inBlock;
        uint lead = Lead - (uint)_placeInPhrase, most = last;
        for (int i = 0; i < count; i++)
        {
            int document = at[i], freq = freqs[document];
            uint start = before[document];
            // Frequencies of a damaged file may add up beyond all numbers.
            if (start + (long)freq > inBlock)
                throw _reader.List.Damaged("a document's positions lie behind those of its block");
            most = Math.Max(most, AddUp(values + start, freq, ((uint)numbers[i] << StartBits) + lead, next));
            next += freq;
        }
        last = most;
        return next;
    }

    /// <summary>Takes the starts in documents whose positions are read by themselves.</summary>
    private uint* TakeStarts(int* at, int* numbers, int count, uint* next, ref uint last)
    {
        ref readonly PostingsList list = ref _reader.List;
        int* freqs = Freqs, places = _places;
        uint* before = _before;
        uint lead = Lead - (uint)_placeInPhrase, most = last;
        for (int i = 0; i < count; i++)
        {
            int document = at[i], freq = freqs[document];
            uint first = ((uint)numbers[i] << StartBits) + lead;
            most = Math.Max(most, PositionGroups.TryRead(list, places[document] >> BlockShift, before[document], freq, out var differences)
                ? AddUp(differences, freq, first, next)
                : AddUp(_positions.OfDocument(places[document], before[document], freq), freq, first, next));
            next += freq;
        }
        last = most;
        return next;
    }

    /// <summary>Adds differences up, beginning with a number. Reads and writes whole groups.</summary>
    /// <returns>All of them, without the number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint AddUp(uint* differences, int count, uint first, uint* sums)
    {
        if (Avx2.IsSupported && count <= IntersectionKernels.GroupSize)
            return AddUp(Vector256.Load(differences), count, first, sums);
        BitPacking.AddUp(differences, count, first, sums);
        return sums[count - 1] - first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint AddUp(Vector256<uint> differences, int count, uint first, uint* sums)
    {
        var sum = BitPacking.AddUp(differences);
        (sum + Vector256.Create(first)).Store(sums);
        return Avx2.PermuteVar8x32(sum, Vector256.Create((uint)count - 1)).ToScalar();
    }
}
