namespace Search.Core.Retrieval;

/// <summary>The words of a plan of alternatives and the rewards for two of them, by their numbers: the bounds of documents and ranges from one code of each word.</summary>
internal sealed unsafe class WordBounds
{
    private readonly Pair[] _pairs;
    private readonly int* _codes;
    private readonly Near* _near;
    private readonly PairWeight* _pairWeights;
    private readonly int _count;
    private int[]? _byWeight;

    private WordBounds(Word[] words, Pair[] pairs, ScratchArena arena)
    {
        (Words, _pairs, _count) = (words, pairs, words.Length);
        _codes = (int*)arena.Take(words.Length * sizeof(int));
        _near = (Near*)arena.Take(words.Length * sizeof(Near));
        _pairWeights = (PairWeight*)arena.Take(pairs.Length * sizeof(PairWeight));
    }

    /// <summary>A reward and the numbers of its words.</summary>
    public readonly record struct Pair(SegmentReward Reward, int First, int Second);

    /// <summary>A word's codes of ranges of its own size, and its weight.</summary>
    private struct Near
    {
        public byte* Codes;
        public int Shift;
        public int Weight;
    }

    private struct PairWeight
    {
        public int First;
        public int Second;
        public int Weight;
    }

    /// <summary>In the order of the plan.</summary>
    public Word[] Words { get; }

    /// <summary>In the order of the plan.</summary>
    public ReadOnlySpan<Pair> Pairs => _pairs;

    /// <summary>A code for each word, for <see cref="OfCodes"/>.</summary>
    public int* Codes => _codes;

    /// <summary>Finds the words of the rewards.</summary>
    /// <exception cref="ArgumentException">One of them is none of the words.</exception>
    public static WordBounds Of(Word[] words, SegmentReward[] rewards, ScratchArena arena)
    {
        var pairs = rewards.Length == 0 ? [] : new Pair[rewards.Length];
        for (int i = 0; i < pairs.Length; i++)
            pairs[i] = new Pair(rewards[i], IndexOf(words, rewards[i].First), IndexOf(words, rewards[i].Second));
        return new WordBounds(words, pairs, arena);
    }

    /// <summary>The numbers of the words, the weightiest first.</summary>
    public int[] ByWeight => _byWeight ??= Order();

    private int[] Order()
    {
        int[] numbers = new int[_count];
        for (int i = 0; i < numbers.Length; i++)
        {
            int at = i;
            for (; at > 0 && Words[numbers[at - 1]].Leaf.MaxWeight < Words[i].Leaf.MaxWeight; at--)
                numbers[at] = numbers[at - 1];
            numbers[at] = i;
        }
        return numbers;
    }

    /// <summary>Finds the words that a window has and that are not visited, the weightiest first.</summary>
    /// <param name="window">The window.</param>
    /// <param name="present">Gets their numbers.</param>
    /// <returns>How many there are.</returns>
    public int FindPresent(int window, int* present)
    {
        int count = 0;
        foreach (int number in ByWeight)
        {
            if (!Words[number].Leaf.IsVisited && Words[number].Term.Coarse[window] != 0)
                present[count++] = number;
        }
        return count;
    }

    /// <summary>Adds the documents of a window that have a visited word to a set.</summary>
    /// <param name="window">The window.</param>
    /// <param name="visited">The set, a word of bits for each range.</param>
    /// <param name="any">Whether it has any so far; where not, its content means nothing.</param>
    /// <param name="scratch">Room for another one.</param>
    /// <returns>Whether it has any now.</returns>
    public bool AddVisited(int window, ulong* visited, bool any, ulong* scratch)
    {
        foreach (var word in Words)
        {
            if (!word.Leaf.IsVisited || word.Term.Coarse[window] == 0)
                continue;
            if (!any)
                Bits.Fill(visited, 0);
            any = true;
            Bits.Or(visited, WindowWords.Of(word.Term.Reader, window, scratch));
        }
        return any;
    }

    /// <summary>Takes over the weights, which change when all documents of a word have been looked at.</summary>
    public void TakeWeights()
    {
        for (int i = 0; i < _count; i++)
        {
            var word = Words[i];
            word.Term.Near(out byte* codes, out int shift);
            _near[i] = new Near { Codes = codes, Shift = shift, Weight = word.Leaf.IsVisited ? 0 : word.Leaf.UnitWeight };
        }
        for (int i = 0; i < _pairs.Length; i++)
        {
            var (reward, first, second) = _pairs[i];
            _pairWeights[i] = new PairWeight { First = first, Second = second, Weight = reward.IsLost ? 0 : reward.UnitWeight };
        }
    }

    /// <summary>What documents reach that have none of the words visited.</summary>
    public int OfRest()
    {
        for (int i = 0; i < _count; i++)
            _codes[i] = Words[i].Leaf.IsVisited ? 0 : Words[i].Term.LargestCode;
        return OfCodes();
    }

    /// <summary>Takes the codes around a document of the words that are not visited.</summary>
    /// <param name="doc">The document.</param>
    /// <param name="own">A word,</param>
    /// <param name="ownCode">and its code.</param>
    /// <returns>What the document reaches.</returns>
    public int OfNear(int doc, int own, int ownCode)
    {
        TakeNear(doc);
        _codes[own] = ownCode;
        return OfCodes();
    }

    /// <summary>As the other form, by the codes around the document alone.</summary>
    public int OfNear(int doc)
    {
        TakeNear(doc);
        return OfCodes();
    }

    private void TakeNear(int doc)
    {
        for (int i = 0; i < _count; i++)
        {
            ref var near = ref _near[i];
            _codes[i] = near.Weight == 0 ? 0 : near.Codes[doc >> near.Shift];
        }
    }

    /// <summary>A word's code of the range of its own size that a document is in.</summary>
    public int CodeNear(int word, int doc) => _near[word].Codes[doc >> _near[word].Shift];

    /// <summary>What a document reaches whose words have the <see cref="Codes"/>.</summary>
    public int OfCodes()
    {
        int bound = 0;
        int* codes = _codes;
        for (int i = 0; i < _count; i++)
            bound += ScoreUnits.Bound(codes[i], _near[i].Weight);
        for (int i = 0; i < _pairs.Length; i++)
        {
            ref var pair = ref _pairWeights[i];
            bound += ScoreUnits.Bound(Math.Min(codes[pair.First], codes[pair.Second]), pair.Weight);
        }
        return bound;
    }

    /// <summary>What a document reaches at most that has none of a word but may have all else, as far as codes tell.</summary>
    /// <param name="word">The word's number.</param>
    public int OfCodesWithout(int word)
    {
        int code = _codes[word];
        _codes[word] = 0;
        int bound = OfCodes();
        _codes[word] = code;
        return bound;
    }

    /// <summary>Whether a document has a word; if not, the word is left out of the bound that the <see cref="Codes"/> give.</summary>
    /// <param name="word">The word's number.</param>
    /// <param name="doc">The document.</param>
    /// <param name="bound">The bound.</param>
    public bool Keeps(int word, uint doc, ref int bound)
    {
        if (_codes[word] == 0)
            return false;
        if (Words[word].Term.Reader.Find(doc) >= 0)
            return true;
        _codes[word] = 0;
        bound = OfCodes();
        return false;
    }

    private static int IndexOf(Word[] words, SegmentTerm term)
    {
        for (int word = 0; word < words.Length; word++)
        {
            if (words[word].Term == term)
                return word;
        }
        throw new ArgumentException("A reward is for a word that is not among the words.");
    }
}
