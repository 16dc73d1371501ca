using System.Numerics;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Looks at ranges of 64 documents whose bounds reach the threshold: at those that have all words that are needed there, whose bounds are added up for all 64 at once. For windows of many words, of
/// which sets say little (<see cref="WordSets"/>), for ranges with many documents, and as long as there is no threshold. Not thread-safe.
/// </summary>
/// <param name="words">The words.</param>
/// <param name="scorer">Knows the threshold.</param>
/// <param name="candidates">Takes the documents.</param>
/// <param name="arena">Scratch memory.</param>
internal sealed unsafe class WordRanges(WordBounds words, DocumentScorer scorer, WordScorer candidates, ScratchArena arena)
{
    /// <summary>A list is read for a whole window where more of its ranges than this are visited, and otherwise range by range.</summary>
    private const int FewRanges = 6;

    private const int Ranges = RangeKernels.Count;

    private readonly ushort* _sums = (ushort*)arena.Take(Ranges * sizeof(ushort));
    private readonly ushort* _documentSums = (ushort*)arena.Take(Ranges * sizeof(ushort));
    private readonly ushort* _parts = (ushort*)arena.Take((long)(words.Words.Length + words.Pairs.Length) * Ranges * sizeof(ushort));
    private readonly nint* _codes = (nint*)arena.Take(words.Words.Length * sizeof(nint));
    private readonly ulong* _wanted = (ulong*)arena.Take(Ranges * sizeof(ulong));
    private int* _present;
    private int _presentCount;

    /// <summary>Visits the ranges of a window whose bounds reach the threshold.</summary>
    /// <param name="window">The window.</param>
    /// <param name="present">The numbers of the words that it has, the weightiest first.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="asked">The ranges that are asked about.</param>
    /// <param name="visited">The documents that were looked at before; null for none.</param>
    public void Visit(int window, int* present, int count, ulong asked, ulong* visited)
    {
        _present = present;
        _presentCount = count;
        AddBounds(window);
        ulong passing = RangeKernels.MaskFrom(_sums, scorer.Threshold) & asked;
        if (passing == 0)
            return;
        bool isLoaded = BitOperations.PopCount(passing) > FewRanges;
        for (int i = 0; i < count && isLoaded; i++)
            words.Words[present[i]].LoadWindow(window);
        passing = FindWanted(window, passing, isLoaded);
        if (passing != 0 && visited != null)
            Bits.AndNot(_wanted, visited);
        // Without a threshold the best ranges come first.
        for (; passing != 0 && scorer.Threshold <= 1;)
        {
            int range = RangeKernels.IndexOfLargest(_sums, Ranges, out _);
            VisitRange(window, range);
            candidates.Finish();
            _sums[range] = 0;
            passing &= ~(1UL << range);
        }
        for (; passing != 0; passing &= passing - 1)
        {
            int range = BitOperations.TrailingZeroCount(passing);
            if (_sums[range] >= scorer.Threshold)
                VisitRange(window, range);
        }
    }

    /// <summary>Adds up the bounds of the ranges of a window, and keeps what each word and reward adds to them.</summary>
    private void AddBounds(int window)
    {
        new Span<ushort>(_parts, (words.Words.Length + words.Pairs.Length) * Ranges).Clear();
        new Span<ushort>(_sums, Ranges).Clear();
        new Span<nint>(_codes, words.Words.Length).Clear();
        for (int i = 0; i < _presentCount; i++)
        {
            int number = _present[i];
            var word = words.Words[number];
            // Which documents have a word is asked of its list, so that codes of larger ranges, which cost less, are as good.
            byte* codes = word.Term.WindowNear(window);
            _codes[number] = (nint)codes;
            RangeKernels.AddWeighted(Part(number), codes, word.Leaf.UnitWeight);
            RangeKernels.Add(_sums, Part(number));
        }
        int part = words.Words.Length;
        foreach (var (reward, first, second) in words.Pairs)
        {
            if (_codes[first] != 0 && _codes[second] != 0)
            {
                reward.AddBounds(Part(part), (byte*)_codes[first], (byte*)_codes[second]);
                RangeKernels.Add(_sums, Part(part));
            }
            part++;
        }
    }

    /// <summary>What a word adds to the bounds of ranges, or behind the words a reward.</summary>
    private ushort* Part(int number) => _parts + number * Ranges;

    /// <summary>Sets <see cref="_wanted"/> to the documents that have all words without which the threshold is out of reach in their range.</summary>
    /// <param name="window">The window.</param>
    /// <param name="passing">The ranges that are asked about.</param>
    /// <param name="isLoaded">Whether all words' documents of the window are at hand.</param>
    /// <returns>The ranges in which there may be any.</returns>
    private ulong FindWanted(int window, ulong passing, bool isLoaded)
    {
        Bits.Fill(_wanted, ulong.MaxValue);
        ulong left = passing;
        for (int i = 0; i < _presentCount; i++)
        {
            int number = _present[i];
            ushort* without = _documentSums;
            Buffer.MemoryCopy(_sums, without, Ranges * sizeof(ushort), Ranges * sizeof(ushort));
            RangeKernels.Subtract(without, Part(number));
            int part = words.Words.Length;
            foreach (var (_, first, second) in words.Pairs)
            {
                if (first == number || second == number)
                    RangeKernels.Subtract(without, Part(part));
                part++;
            }
            var word = words.Words[number];
            for (ulong needing = left & ~RangeKernels.MaskFrom(without, scorer.Threshold); needing != 0; needing &= needing - 1)
            {
                int range = BitOperations.TrailingZeroCount(needing);
                if (!isLoaded)
                    word.Load(window * Ranges + range);
                _wanted[range] &= isLoaded ? word.WindowDocuments[range] : word.Documents;
                if (_wanted[range] == 0)
                    left &= ~(1UL << range);
            }
        }
        return left;
    }

    /// <summary>Has the documents of a range scored whose bounds reach the threshold.</summary>
    private void VisitRange(int window, int range)
    {
        int first = window * Ranges + range;
        ulong wanted = _wanted[range];
        if (wanted == 0)
            return;
        new Span<ushort>(_documentSums, Ranges).Clear();
        for (int i = 0; i < _presentCount; i++)
        {
            var word = words.Words[_present[i]];
            if (Part(_present[i])[range] == 0)
                continue;
            word.Load(first);
            ulong documents = word.Documents & wanted;
            if (documents != 0)
                word.Term.AddDocuments(_documentSums, window, range, documents, word.Leaf.UnitWeight);
        }
        int part = words.Words.Length;
        foreach (var (reward, one, other) in words.Pairs)
        {
            // 0 where one of the words is not there.
            if (Part(part++)[range] == 0)
                continue;
            ulong both = words.Words[one].Documents & words.Words[other].Documents & wanted;
            if (both == 0)
                continue;
            byte code = Math.Min(((byte*)_codes[one])[range], ((byte*)_codes[other])[range]);
            DocumentKernels.AddWhere(_documentSums, both, &code, PostingsRules.RangeShift64, reward.UnitWeight);
        }
        for (ulong reaching = RangeKernels.MaskFrom(_documentSums, scorer.Threshold); reaching != 0; reaching &= reaching - 1)
        {
            int bit = BitOperations.TrailingZeroCount(reaching);
            int doc = (first << PostingsRules.RangeShift64) + bit;
            int bound = words.Pairs.Length == 0 ? _documentSums[bit] : BoundOf(doc, bit, range);
            if (bound >= scorer.Threshold)
                candidates.Add((uint)doc, bound);
        }
    }

    /// <summary>The bound of a document of the range that is looked at, by the best code at hand of each word that it has: the codes of a word's own ranges may be of fewer documents.</summary>
    private int BoundOf(int doc, int bit, int range)
    {
        new Span<int>(words.Codes, words.Words.Length).Clear();
        for (int i = 0; i < _presentCount; i++)
        {
            int number = _present[i];
            if (Part(number)[range] != 0 && (words.Words[number].Documents >> bit & 1) != 0)
                words.Codes[number] = Math.Min(((byte*)_codes[number])[range], words.CodeNear(number, doc));
        }
        return words.OfCodes();
    }
}
