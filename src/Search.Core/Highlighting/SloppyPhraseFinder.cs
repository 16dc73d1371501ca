namespace Search.Core.Highlighting;

/// <summary>
/// Finds the words of a phrase near each other. As in Lucene's sloppy phrases, each word's position is taken relative to its
/// place in the phrase, and the words match when the largest and the smallest of these differ by at most the slop: a word in
/// between costs one, two words exchanged cost two.
/// </summary>
internal sealed class SloppyPhraseFinder
{
    /// <summary>Longer phrases are looked for without slop: each step here costs as much as the phrase is long.</summary>
    public const int MaxWords = 64;

    /// <summary>How often a step looks at every word of the phrase.</summary>
    private const int LooksAStep = 4;

    // The tokens of each word of the phrase, one list after the other, as indexes of tokens; a word that the phrase has twice has one list.
    private readonly List<int> _tokens = [];
    private int[] _next = [];
    private int[] _ends = [];

    // The last round in which each token stood for a word.
    private int[] _takenIn = [];
    private int _round;

    /// <param name="phrase">What to look for.</param>
    /// <param name="tokens">The tokens of the text that phrases may need.</param>
    /// <param name="matches">Gets the matches.</param>
    /// <param name="work">Says when to end with what was found.</param>
    public void Find(Phrase phrase, ReadOnlySpan<PhraseToken> tokens, MatchList matches, TextWork work)
    {
        if (!Fill(phrase, tokens, work))
            return;
        int count = phrase.Terms.Length;
        int reached = 0;
        while (!work.IsOver(LooksAStep * count) && !matches.IsFull)
        {
            int least = Least(tokens, count, out int spread);
            bool isLast = _next[least] + 1 == _ends[least];
            if (spread <= phrase.Slop && (isLast || !AdvancingIsTighter(tokens, count, least, spread)) && AreDistinct(count))
                Add(phrase, tokens, matches, ref reached);
            if (isLast)
                return;
            _next[least]++;
        }
    }

    public void Trim()
    {
        const int Kept = 4_096;
        _tokens.Clear();
        if (_tokens.Capacity > Kept)
            _tokens.Capacity = Kept;
        if (_takenIn.Length > Kept)
            _takenIn = [];
    }

    /// <summary>False when a word does not occur at all, or time is over.</summary>
    private bool Fill(Phrase phrase, ReadOnlySpan<PhraseToken> tokens, TextWork work)
    {
        int count = phrase.Terms.Length;
        if (_next.Length < count)
        {
            _next = new int[count];
            _ends = new int[count];
        }

        if (_takenIn.Length < tokens.Length)
            _takenIn = new int[tokens.Length];
        if (_round > int.MaxValue / 2)
        {
            Array.Clear(_takenIn);
            _round = 0;
        }

        _tokens.Clear();
        for (int term = 0; term < count; term++)
        {
            int same = phrase.Terms.AsSpan(0, term).IndexOf(phrase.Terms[term]);
            if (same >= 0)
            {
                (_next[term], _ends[term]) = (_next[same], _ends[same]);
                continue;
            }

            if (work.IsOver(tokens.Length))
                return false;
            _next[term] = _tokens.Count;
            for (int i = 0; i < tokens.Length; i++)
            {
                if (tokens[i].Terms.Contains(phrase.Terms[term]))
                    _tokens.Add(i);
            }

            _ends[term] = _tokens.Count;
            if (_ends[term] == _next[term])
                return false;
        }

        return true;
    }

    /// <summary>The word whose relative position is the smallest, and how far the largest lies from it.</summary>
    private int Least(ReadOnlySpan<PhraseToken> tokens, int count, out int spread)
    {
        int least = 0, smallest = int.MaxValue, largest = int.MinValue;
        for (int term = 0; term < count; term++)
        {
            int relative = tokens[_tokens[_next[term]]].Position - term;
            if (relative < smallest)
            {
                smallest = relative;
                least = term;
            }

            largest = Math.Max(largest, relative);
        }

        spread = largest - smallest;
        return least;
    }

    /// <summary>Whether the next token of the word that lags behind lies nearer, so that the present window is not the tightest.</summary>
    private bool AdvancingIsTighter(ReadOnlySpan<PhraseToken> tokens, int count, int least, int spread)
    {
        _next[least]++;
        Least(tokens, count, out int after);
        bool isTighter = after < spread && AreDistinct(count);
        _next[least]--;
        return isTighter;
    }

    /// <summary>A token stands for one word of the phrase alone, also when the phrase has a word twice.</summary>
    private bool AreDistinct(int count)
    {
        _round++;
        for (int term = 0; term < count; term++)
        {
            ref int takenIn = ref _takenIn[_tokens[_next[term]]];
            if (takenIn == _round)
                return false;
            takenIn = _round;
        }

        return true;
    }

    private void Add(Phrase phrase, ReadOnlySpan<PhraseToken> tokens, MatchList matches, ref int reached)
    {
        int start = int.MaxValue, end = 0;
        for (int term = 0; term < phrase.Terms.Length; term++)
        {
            var token = tokens[_tokens[_next[term]]];
            start = Math.Min(start, token.Start);
            end = Math.Max(end, token.End);
        }

        // The tail of one match with the head of the next is not a third one.
        if (start < reached)
            return;
        matches.Add(new ClauseMatch(start, end, phrase.Clause));
        reached = end;
    }
}
