using System.Numerics;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Which sets of words a document of a window must have to be among the best, range by range: those whose bounds, together with the rewards for two of them and all that lighter words can add, reach
/// the threshold. Of middling words nearly every range has two, and hardly a document; sets of words then tell the documents 64 at a time. Not thread-safe.
/// </summary>
/// <remarks>What MaxScore (Turtle and Flood, "Query evaluation: strategies and optimizations", 1995, doi:10.1016/0306-4573(95)00020-H) asks of lists, asked of ranges and of sets.</remarks>
internal sealed unsafe class WordSets
{
    /// <summary>The weightiest words, of whose sets there are 2 to this power.</summary>
    private const int MostWords = 4;

    /// <summary>Of more words in a window the lighter ones add so much that sets say little.</summary>
    public const int MostPresent = 8;

    private const int Ranges = RangeKernels.Count;
    private const int MostSets = 1 << MostWords;
    private const int MostPairs = MostWords * MostWords;

    private readonly WordBounds _words;
    private readonly Memory* _memory;
    private readonly nint* _codes;
    private readonly int* _numbers;
    private int _wordCount;
    private int _count;
    private int _setCount;

    /// <summary>Which words have codes for fewer documents than a range has.</summary>
    private int _narrow;

    /// <param name="words">The words.</param>
    /// <param name="arena">Scratch memory.</param>
    public WordSets(WordBounds words, ScratchArena arena)
    {
        _words = words;
        _memory = (Memory*)arena.Take(sizeof(Memory));
        _codes = (nint*)arena.Take(words.Words.Length * sizeof(nint));
        _numbers = (int*)arena.Take(words.Words.Length * sizeof(int));
    }

    /// <summary>The ranges in which the lighter words alone may reach the threshold, so that no set of the others is needed.</summary>
    public ulong LightRanges { get; private set; }

    /// <summary>The bounds of all words in each range.</summary>
    public ushort* Sums => _memory->Sums + ((1 << _wordCount) - 1) * Ranges;

    /// <summary>Starts with a window.</summary>
    /// <param name="present">The numbers of the words that are in the window, the weightiest first.</param>
    /// <param name="count">How many are; at least 1.</param>
    /// <param name="window">The window.</param>
    /// <param name="threshold">What must be reached.</param>
    /// <returns>The ranges in which documents that have one of the sets can reach it.</returns>
    public ulong Find(int* present, int count, int window, int threshold)
    {
        _wordCount = Math.Min(count, MostWords);
        _count = count;
        new Span<ushort>(_memory->Sums, Ranges).Clear();
        new Span<int>(_memory->PairCoarse, MostWords * MostWords).Clear();
        int* coarse = stackalloc int[MostSets];
        int* own = stackalloc int[MostWords];
        int light = 0;
        _narrow = 0;
        for (int i = 0; i < count; i++)
        {
            var word = _words.Words[present[i]];
            _numbers[i] = present[i];
            byte* codes = word.Term.WindowNear(window);
            _codes[i] = (nint)codes;
            int bound = ScoreUnits.Bound(word.Term.Coarse[window], word.Leaf.UnitWeight);
            ushort* sums = _memory->Sums;
            if (i < _wordCount)
            {
                own[i] = bound;
                if (word.Term.IsNarrow)
                    _narrow |= 1 << i;
                sums = _memory->Bounds + i * Ranges;
                new Span<ushort>(sums, Ranges).Clear();
            }
            else
            {
                light += bound;
            }
            RangeKernels.AddWeighted(sums, codes, word.Leaf.UnitWeight);
        }
        AddRewards(own, ref light);
        LightRanges = light < threshold ? 0 : RangeKernels.MaskFrom(_memory->Sums, threshold);
        *coarse = light;
        _setCount = 0;
        ulong all = 0;
        for (int set = 1; set < 1 << _wordCount; set++)
        {
            int word = BitOperations.TrailingZeroCount(set), rest = set & (set - 1);
            coarse[set] = coarse[rest] + own[word];
            ushort* sums = _memory->Sums + set * Ranges;
            new Span<ushort>(_memory->Sums + rest * Ranges, Ranges).CopyTo(new Span<ushort>(sums, Ranges));
            RangeKernels.Add(sums, _memory->Bounds + word * Ranges);
            for (int others = rest; others != 0; others &= others - 1)
            {
                int pair = word * MostWords + BitOperations.TrailingZeroCount(others);
                if (_memory->PairCoarse[pair] == 0)
                    continue;
                coarse[set] += _memory->PairCoarse[pair];
                RangeKernels.Add(sums, _memory->Pairs + pair * Ranges);
            }
            if (coarse[set] < threshold)
                continue;
            ulong mask = RangeKernels.MaskFrom(sums, threshold) & ~LightRanges;
            // Where a part of the set reaches it, the part says all.
            for (int i = 0; i < _setCount && mask != 0; i++)
                mask &= (_memory->Sets[i] & set) == _memory->Sets[i] ? ~_memory->Masks[i] : ulong.MaxValue;
            if (mask == 0)
                continue;
            all |= mask;
            _memory->Masks[_setCount] = mask;
            _memory->Sets[_setCount++] = set;
        }
        return all == 0 ? 0 : FindDocuments(window);
    }

    /// <summary>Sets the documents that have one of the sets.</summary>
    /// <returns>The ranges that have any.</returns>
    private ulong FindDocuments(int window)
    {
        for (int i = 0; i < _wordCount; i++)
        {
            var word = _words.Words[_numbers[i]];
            word.LoadWindow(window);
            _memory->Documents[i] = (long)word.WindowDocuments;
        }
        Bits.Fill(_memory->Wanted, 0);
        for (int i = 0; i < _setCount; i++)
        {
            int set = _memory->Sets[i], rest = set & (set - 1);
            ulong* docs = DocumentsOf(BitOperations.TrailingZeroCount(set));
            if (rest != 0)
            {
                Bits.And(docs, DocumentsOf(BitOperations.TrailingZeroCount(rest)), _memory->Common);
                for (rest &= rest - 1; rest != 0; rest &= rest - 1)
                    Bits.And(_memory->Common, DocumentsOf(BitOperations.TrailingZeroCount(rest)));
                docs = _memory->Common;
            }
            Bits.OrWhere(_memory->Wanted, docs, _memory->Masks[i]);
        }
        return Bits.NonZero(_memory->Wanted);
    }

    /// <summary>The documents of one of the weightiest words in the window.</summary>
    private ulong* DocumentsOf(int place) => (ulong*)_memory->Documents[place];

    /// <summary>Hands over the documents that have one of the sets of their range and reach the threshold.</summary>
    /// <param name="window">The window.</param>
    /// <param name="ranges">The ranges that have any.</param>
    /// <param name="visited">The documents that were looked at before; null for none.</param>
    /// <param name="few">Ranges with more documents than this are left out.</param>
    /// <param name="scorer">Knows the threshold.</param>
    /// <param name="candidates">Takes the documents.</param>
    /// <returns>The ranges that were left out.</returns>
    public ulong Visit(int window, ulong ranges, ulong* visited, int few, DocumentScorer scorer, ICandidates candidates)
    {
        ulong left = 0;
        for (; ranges != 0; ranges &= ranges - 1)
        {
            int range = BitOperations.TrailingZeroCount(ranges);
            ulong docs = _memory->Wanted[range] & ~(visited != null ? visited[range] : 0);
            if (BitOperations.PopCount(docs) > few)
            {
                left |= 1UL << range;
                continue;
            }
            int first = (window * Ranges + range) << PostingsRules.RangeShift64;
            for (; docs != 0; docs &= docs - 1)
            {
                int doc = first + BitOperations.TrailingZeroCount(docs);
                int bound = Bound(doc, range, scorer.Threshold);
                if (bound >= scorer.Threshold)
                    candidates.Add((uint)doc, bound);
            }
        }
        return left;
    }

    /// <summary>The bound of a document: by the best codes at hand of the words that it has, and of all lighter ones.</summary>
    /// <param name="doc">The document, which has one of the sets.</param>
    /// <param name="range">Its range in the window.</param>
    /// <param name="threshold">Less than this need not be exact.</param>
    private int Bound(int doc, int range, int threshold)
    {
        int set = 0;
        for (int i = 0; i < _wordCount; i++)
            set |= (int)(DocumentsOf(i)[range] >> doc & 1) << i;
        int bound = _memory->Sums[set * Ranges + range];
        // Words with codes for less than a range's documents say more.
        if (bound < threshold || (set & _narrow) == 0)
            return bound;
        int* codes = _words.Codes;
        new Span<int>(codes, _words.Words.Length).Clear();
        for (int i = 0; i < _count; i++)
        {
            if (i >= _wordCount || (set >> i & 1) != 0)
                codes[_numbers[i]] = Math.Min(((byte*)_codes[i])[range], _words.CodeNear(_numbers[i], doc));
        }
        return _words.OfCodes();
    }

    /// <summary>Takes the rewards: of two of the weightiest words by themselves, of one and a lighter one with the one, of two lighter ones as if any document had both; of a word and the same word with the word.</summary>
    private void AddRewards(int* own, ref int light)
    {
        foreach (var (reward, first, second) in _words.Pairs)
        {
            int one = PlaceOf(first), other = PlaceOf(second);
            if (reward.IsLost || one < 0 || other < 0)
                continue;
            (one, other) = (Math.Min(one, other), Math.Max(one, other));
            int window = reward.Bound(ScoreUnits.MaxCode, ScoreUnits.MaxCode);
            ushort* sums;
            if (other < _wordCount && one != other)
            {
                // A set's lowest word comes first.
                int pair = one * MostWords + other;
                sums = _memory->Pairs + pair * Ranges;
                if (_memory->PairCoarse[pair] == 0)
                    new Span<ushort>(sums, Ranges).Clear();
                _memory->PairCoarse[pair] += window;
            }
            else if (one < _wordCount)
            {
                sums = _memory->Bounds + one * Ranges;
                own[one] += window;
            }
            else
            {
                sums = _memory->Sums;
                light += window;
            }
            reward.AddBounds(sums, (byte*)_codes[one], (byte*)_codes[other]);
        }
    }

    /// <summary>The place of a word among those of the window; negative where it is not there.</summary>
    private int PlaceOf(int number)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_numbers[i] == number)
                return i;
        }
        return -1;
    }

    /// <summary>What is known of a window, in scratch memory.</summary>
    private struct Memory
    {
        /// <summary>The bounds of each of the weightiest words, range by range.</summary>
        public fixed ushort Bounds[MostWords * Ranges];

        /// <summary>The same for the rewards of two of them, by the smaller place times the number of words plus the larger,</summary>
        public fixed ushort Pairs[MostPairs * Ranges];

        /// <summary>and for the window.</summary>
        public fixed int PairCoarse[MostPairs];

        /// <summary>The bounds of all sets, range by range; first those of the lighter words alone.</summary>
        public fixed ushort Sums[MostSets * Ranges];

        /// <summary>The sets that reach the threshold,</summary>
        public fixed int Sets[MostSets];

        /// <summary>and in which ranges.</summary>
        public fixed ulong Masks[MostSets];

        /// <summary>Where the documents of the words are in the window, a word of bits for each range.</summary>
        public fixed long Documents[MostWords];

        /// <summary>The documents that have one of the sets.</summary>
        public fixed ulong Wanted[Ranges];

        /// <summary>Room for those of one set.</summary>
        public fixed ulong Common[Ranges];
    }
}
