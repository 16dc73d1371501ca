using System.Numerics;

namespace Search.Core.Retrieval;

/// <summary>
/// Which sets of the weightiest words documents of a segment must have to be among the best, with all that lighter ones can add: as <see cref="WordSets"/> for a window, by the largest codes. Sets
/// of two and more are lists to be met; a word that reaches the threshold alone does so from some code on. Not thread-safe.
/// </summary>
/// <param name="words">The words.</param>
/// <param name="scorer">Knows the threshold.</param>
/// <param name="pairs">Knows which sets were met before.</param>
/// <param name="plan">The plan of the segment.</param>
internal sealed unsafe class NeededSets(WordBounds words, DocumentScorer scorer, LeadingPairs pairs, SegmentPlan plan)
{
    /// <summary>Of how many words sets are asked at most.</summary>
    private const int MostWords = 4;

    /// <summary>What it costs to look at a document for one word, as many times what it costs to read a document of a list.</summary>
    private const int AloneCost = 16;

    private readonly int* _heavy = (int*)plan.Arena.Take(MostWords * sizeof(int));
    private readonly int* _sets = (int*)plan.Arena.Take((1 << MostWords) * sizeof(int));
    private readonly ListIntersection.Length* _lengths = (ListIntersection.Length*)plan.Arena.Take(MostWords * sizeof(ListIntersection.Length));
    private readonly int* _largest = (int*)plan.Arena.Take(words.Words.Length * sizeof(int));

    /// <summary>Of how many words sets are asked.</summary>
    public int WordCount { get; private set; }

    /// <summary>How many sets of two and more words there are.</summary>
    public int Count { get; private set; }

    /// <summary>The set of a number: a bit for each of the words, the weightiest first.</summary>
    public int this[int number] => _sets[number];

    /// <summary>The number of a word among all words.</summary>
    /// <param name="place">Which of the weightiest.</param>
    public int Word(int place) => _heavy[place];

    /// <summary>Chooses of how many words to ask, so that it costs least to look at what they need.</summary>
    /// <param name="most">What it may cost, in documents of a list that are read.</param>
    /// <returns>False when it costs more, or documents without any of the words reach the threshold.</returns>
    public bool TryFind(long most)
    {
        words.OfRest();
        for (int i = 0; i < words.Words.Length; i++)
            _largest[i] = words.Codes[i];
        int best = 0;
        for (int count = 1; count <= MostWords && TakeNext(count); count++)
        {
            long cost = Cost(count);
            if (cost < most)
                (most, best) = (cost, count);
        }
        return best > 0 && Find(best);
    }

    /// <summary>Whether documents with a set of words have one of the first of the sets.</summary>
    public bool IsOfFirst(int set, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if ((_sets[i] & set) == _sets[i])
                return true;
        }
        return false;
    }

    /// <summary>Whether all documents that have the words of a set were looked at before any set was met.</summary>
    public bool IsMet(int set)
    {
        ulong numbers = 0;
        for (; set != 0; set &= set - 1)
            numbers |= 1UL << _heavy[BitOperations.TrailingZeroCount(set)];
        return pairs.HasMet(numbers);
    }

    /// <summary>Whether a word is one of those of which sets are asked.</summary>
    public bool Has(int word) => IsAmong(word, WordCount);

    /// <summary>Whether any document can still reach the threshold.</summary>
    public bool CanReach() => BoundOf((1 << WordCount) - 1) >= scorer.Threshold;

    /// <summary>The lists of a set, the rarest first.</summary>
    public ListReader[] Lists(int set)
    {
        var lists = new ListReader[BitOperations.PopCount((uint)set)];
        for (int next = 0; set != 0; set &= set - 1)
            lists[next++] = Reader(BitOperations.TrailingZeroCount(set));
        Array.Sort(lists, static (x, y) => x.DocFreq.CompareTo(y.DocFreq));
        return lists;
    }

    /// <summary>The least code with which a word reaches the threshold without the others of which sets are asked; more than all codes where none does.</summary>
    public int LeastAlone(int place)
    {
        if (BoundOf(1 << place) < scorer.Threshold)
            return ScoreUnits.MaxCode + 1;
        int word = _heavy[place];
        int low = 1, high = _largest[word];
        while (low < high)
        {
            int middle = (low + high) / 2;
            words.Codes[word] = middle;
            if (words.OfCodes() >= scorer.Threshold)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    private ListReader Reader(int place) => words.Words[_heavy[place]].Term.Reader;

    /// <summary>Takes the next of the weightiest words.</summary>
    /// <returns>False when there is none.</returns>
    private bool TakeNext(int count)
    {
        int best = -1, most = 0;
        for (int i = 0; i < words.Words.Length; i++)
        {
            int bound = IsAmong(i, count - 1) ? 0 : ScoreUnits.Bound(_largest[i], words.Words[i].Leaf.UnitWeight);
            if (bound > most)
                (best, most) = (i, bound);
        }
        if (best < 0)
            return false;
        _heavy[count - 1] = best;
        return true;
    }

    private bool IsAmong(int word, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (_heavy[i] == word)
                return true;
        }
        return false;
    }

    /// <summary>What documents reach at most that have of the weightiest words those of a set.</summary>
    private int BoundOf(int set)
    {
        for (int i = 0; i < words.Words.Length; i++)
            words.Codes[i] = _largest[i];
        for (int i = 0; i < WordCount; i++)
        {
            if ((set >> i & 1) == 0)
                words.Codes[_heavy[i]] = 0;
        }
        return words.OfCodes();
    }

    /// <summary>Finds the sets of two and more words, the smallest first.</summary>
    /// <returns>False when documents without any of the words reach the threshold.</returns>
    private bool Find(int wordCount)
    {
        (WordCount, Count) = (wordCount, 0);
        if (BoundOf(0) >= scorer.Threshold)
            return false;
        for (int size = 2; size <= wordCount; size++)
        {
            for (int set = 1; set < 1 << wordCount; set++)
            {
                if (BitOperations.PopCount((uint)set) == size && !IsOfFirst(set, Count) && BoundOf(set) >= scorer.Threshold)
                    _sets[Count++] = set;
            }
        }
        return true;
    }

    /// <summary>What it costs to go by so many of the weightiest words; the largest number where that cannot be done.</summary>
    private long Cost(int wordCount)
    {
        if (!Find(wordCount))
            return long.MaxValue;
        long cost = 0;
        var lengths = new Span<ListIntersection.Length>(_lengths, MostWords);
        for (int i = 0; i < Count; i++)
        {
            if (IsMet(_sets[i]))
                continue;
            int count = 0;
            for (int left = _sets[i]; left != 0; left &= left - 1)
            {
                var length = ListIntersection.Length.Of(Reader(BitOperations.TrailingZeroCount(left)));
                int at = count++;
                for (; at > 0 && lengths[at - 1].DocFreq > length.DocFreq; at--)
                    lengths[at] = lengths[at - 1];
                lengths[at] = length;
            }
            // Windows of words of bits are as good.
            if (lengths[0].IsBitmap)
                return long.MaxValue;
            cost += ListIntersection.CostOf(lengths[..count], Reader(0).List.MaxDoc);
        }
        for (int i = 0; i < wordCount; i++)
        {
            int least = LeastAlone(i);
            if (least <= ScoreUnits.MaxCode)
                cost += (long)(AloneCost * plan.Costs.LookUps * words.Words[_heavy[i]].Term.CountFrom(least));
        }
        return cost;
    }
}
