using System.Buffers.Binary;

namespace Search.Core.Likeness;

/// <summary>Makes the signatures of articles, one after the other, from the words that it is given. Not thread-safe: its memory is used again.</summary>
/// <remarks>
/// Words are one by their first eight characters, which takes the place of a stemmer. How much a word says is known from the article alone: how often it occurs, and how
/// long it is, since long words are rare ones. What is common among the articles that are compared is found when they are (<see cref="LikenessTable"/>).
/// The bytes on the disk depend on every constant here.
/// </remarks>
internal sealed class SignatureBuilder
{
    /// <summary>Characters of a word that tell it from others.</summary>
    public const int BeginningLength = 8;

    /// <summary>A word with fewer characters is left out.</summary>
    private const int LeastLength = 4;

    /// <summary>More characters say no more.</summary>
    private const int MostLength = 10;

    /// <summary>More occurrences say no more.</summary>
    private const int MostOccurrences = 63;

    /// <summary>How many occurrences say half of what any number of them does.</summary>
    private const double Saturation = 1.2;

    /// <summary>The bits of a hash that words of one level are ordered by.</summary>
    private const ulong HashBits = (1UL << 60) - 1;

    private static readonly byte[] s_levels = Levels();

    private readonly int[] _ofLevel = new int[ArticleSignature.Levels + 1];
    private Word[] _words = new Word[1_024];
    private int[] _places = new int[512];
    private ulong[] _chosen = new ulong[64];
    private int _count;

    /// <summary>Begins an article.</summary>
    public void Clear()
    {
        for (int i = 0; i < _count; i++)
            _words[_places[i]] = default;
        _count = 0;
    }

    /// <summary>Adds a word.</summary>
    /// <param name="beginning">The hash of its first <see cref="BeginningLength"/> characters.</param>
    /// <param name="length">How many characters it has.</param>
    /// <param name="occurrences">How often it is to count.</param>
    public void Add(ulong beginning, int length, int occurrences)
    {
        if (length < LeastLength)
            return;
        if (2 * _count >= _words.Length)
            Grow();
        int place = PlaceOf(beginning);
        ref var known = ref _words[place];
        if (known.Occurrences == 0)
        {
            if (_count == _places.Length)
                Array.Resize(ref _places, 2 * _count);
            _places[_count++] = place;
            known.Beginning = beginning;
            known.IsSilent = SilentWords.Contains(beginning);
        }
        known.Occurrences = Math.Min(known.Occurrences + occurrences, MostOccurrences);
        known.Length = Math.Max(known.Length, Math.Min(length, MostLength));
    }

    /// <summary>The signature of the words since <see cref="Clear"/>, as it is on the disk.</summary>
    public byte[] Build()
    {
        Array.Clear(_ofLevel);
        for (int i = 0; i < _count; i++)
            _ofLevel[LevelOf(_words[_places[i]])]++;
        int least = ArticleSignature.Levels, taken = _ofLevel[least];
        while (least > 1 && taken < ArticleSignature.Size)
            taken += _ofLevel[--least];
        byte[] bytes = new byte[ArticleSignature.ByteLength];
        Write(Choose(least, taken), bytes);
        return bytes;
    }

    /// <summary>The words that say most; among equal ones those of the lowest hashes, so that articles agree on them.</summary>
    private ReadOnlySpan<ulong> Choose(int leastLevel, int count)
    {
        if (_chosen.Length < count)
            _chosen = new ulong[2 * count];
        int next = 0;
        for (int i = 0; i < _count; i++)
        {
            ref readonly var word = ref _words[_places[i]];
            int level = LevelOf(word);
            if (level >= leastLevel)
                _chosen[next++] = (ulong)(ArticleSignature.Levels - level) << 60 | WordHash.Mix(word.Beginning) & HashBits;
        }
        var chosen = _chosen.AsSpan(0, count);
        chosen.Sort();
        return chosen[..Math.Min(count, ArticleSignature.Size)];
    }

    private void Write(ReadOnlySpan<ulong> chosen, Span<byte> bytes)
    {
        Span<ushort> entries = stackalloc ushort[ArticleSignature.Size];
        for (int i = 0; i < chosen.Length; i++)
        {
            int hash = 1 + (int)((chosen[i] & HashBits) % (ArticleSignature.Hashes - 1));
            entries[i] = ArticleSignature.Entry(hash, ArticleSignature.Levels - (int)(chosen[i] >> 60));
        }
        entries = entries[..chosen.Length];
        entries.Sort();
        int at = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            // Of two words with one hash the one that says more.
            bool isLast = i + 1 == entries.Length || ArticleSignature.HashOf(entries[i]) != ArticleSignature.HashOf(entries[i + 1]);
            if (isLast)
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[(2 * at++)..], entries[i]);
        }
    }

    private int PlaceOf(ulong beginning)
    {
        int mask = _words.Length - 1;
        int place = (int)(WordHash.Mix(beginning) >> 40) & mask;
        while (_words[place].Occurrences > 0 && _words[place].Beginning != beginning)
            place = place + 1 & mask;
        return place;
    }

    private void Grow()
    {
        var words = _words;
        _words = new Word[2 * words.Length];
        for (int i = 0; i < _count; i++)
        {
            var word = words[_places[i]];
            _words[_places[i] = PlaceOf(word.Beginning)] = word;
        }
    }

    private static int LevelOf(in Word word) => word.IsSilent ? 0 : s_levels[word.Occurrences * (MostLength + 1) + word.Length];

    private static byte[] Levels()
    {
        byte[] levels = new byte[(MostOccurrences + 1) * (MostLength + 1)];
        for (int occurrences = 1; occurrences <= MostOccurrences; occurrences++)
        {
            for (int length = 1; length <= MostLength; length++)
            {
                double part = occurrences / (occurrences + Saturation) * Math.Sqrt((double)length / MostLength);
                levels[occurrences * (MostLength + 1) + length] = (byte)Math.Max(1, Math.Ceiling(ArticleSignature.Levels * part));
            }
        }
        return levels;
    }

    private struct Word
    {
        public ulong Beginning;
        public int Occurrences;
        public int Length;
        public bool IsSilent;
    }
}
