using System.Numerics;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// The documents of leaves that have so few that they are set aside: all others can be found as if these leaves were not there, and theirs are looked at when
/// the threshold is high. A leaf that weighs little, such as a word's misspellings, then costs next to nothing.
/// </summary>
internal sealed unsafe class AsideDocuments
{
    /// <summary>A term is set aside when it has at most this part of the documents,</summary>
    private const int TermPart = 16_384;

    /// <summary>or so few.</summary>
    private const int Few = 16;

    /// <summary>Terms that are one piece of evidence are set aside when they have at most this part of the documents; so are those of them that a word has beside its main one.</summary>
    private const int BlendPart = 512;

    /// <summary>A phrase is set aside when the rarest of its words has at most this part of the documents. Those that have all its words are far fewer.</summary>
    private const int PhrasePart = 128;

    private readonly uint* _docs;
    private readonly double* _weights;
    private readonly int _count;

    /// <param name="leaves">Leaves that are set aside.</param>
    /// <param name="words">Words of which all lists but the main one are.</param>
    /// <param name="arena">Scratch memory.</param>
    public AsideDocuments(ScoringLeaf[] leaves, Word[] words, ScratchArena arena)
    {
        long cost = 0;
        foreach (var leaf in leaves)
            cost += leaf is PhraseLeaf phrase ? phrase.Terms[0].Reader.DocFreq : leaf.Cost;
        foreach (var word in words)
            cost += word.Leaf.Cost - word.Term.Reader.DocFreq;
        if (cost == 0)
            return;
        _docs = arena.TakeUInts(cost);
        _weights = (double*)arena.Take(cost * sizeof(double));
        ulong* entries = (ulong*)arena.Take(cost * sizeof(ulong));
        int taken = 0;
        for (int i = 0; i < leaves.Length; i++)
            Take(leaves[i], main: null, i, entries, ref taken);
        for (int i = 0; i < words.Length; i++)
            Take(words[i].Leaf, words[i].Term.Reader, leaves.Length + i, entries, ref taken);
        new Span<ulong>(entries, taken).Sort();
        for (int i = 0; i < taken; i++)
        {
            // Lists of one leaf may share a document, which has the leaf once.
            if (i > 0 && entries[i] == entries[i - 1])
                continue;
            uint doc = (uint)(entries[i] >> 32);
            int leaf = (int)(uint)entries[i];
            if (_count == 0 || _docs[_count - 1] != doc)
            {
                _docs[_count] = doc;
                _weights[_count++] = 0;
            }
            _weights[_count - 1] += leaf < leaves.Length ? leaves[leaf].MaxWeight : words[leaf - leaves.Length].Leaf.MaxWeight;
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _count;

    /// <summary>Whether a leaf has so few documents.</summary>
    public static bool AreFew(ScoringLeaf leaf, int maxDoc) => leaf switch
    {
        TermLeaf => leaf.Cost <= Math.Max(Few, maxDoc / TermPart),
        BlendLeaf => leaf.Cost <= Math.Max(Few, maxDoc / BlendPart),
        PhraseLeaf phrase => !phrase.Terms[0].Reader.IsBitmap && phrase.Terms[0].Reader.DocFreq <= Math.Max(Few, maxDoc / PhrasePart),
        _ => false,
    };

    /// <summary>How many documents of a word may be set aside.</summary>
    public static int MostOfWord(int maxDoc) => Math.Max(Few, maxDoc / BlendPart);

    /// <summary>The document at a place, ascending.</summary>
    public int Doc(int place) => (int)_docs[place];

    /// <summary>What the leaves set aside contribute to it at most.</summary>
    public double Weight(int place) => _weights[place];

    /// <summary>Whether a document is one of them.</summary>
    public bool Has(uint doc)
    {
        int place = FirstFrom(doc);
        return place < _count && _docs[place] == doc;
    }

    /// <summary>Whether a window of 4,096 documents has any of them.</summary>
    public bool IsIn(int window)
    {
        int place = FirstFrom((uint)window << PostingsRules.CoarseShift);
        return place < _count && _docs[place] >> PostingsRules.CoarseShift == (uint)window;
    }

    /// <summary>Sets the bits of those in a window.</summary>
    /// <param name="window">Its number.</param>
    /// <param name="words">64 words, the first document in the lowest bit of the first.</param>
    public void Mark(int window, ulong* words)
    {
        for (int place = FirstFrom((uint)window << PostingsRules.CoarseShift); place < _count && _docs[place] >> PostingsRules.CoarseShift == (uint)window; place++)
            words[(_docs[place] >> PostingsRules.RangeShift64) & (RangeKernels.Count - 1)] |= 1UL << (int)_docs[place];
    }

    private static void Take(ScoringLeaf leaf, ListReader? main, int number, ulong* entries, ref int taken)
    {
        if (leaf is PhraseLeaf phrase)
        {
            Take(phrase, number, entries, ref taken);
            return;
        }
        if (leaf is TermLeaf term)
        {
            if (main is null)
                Take(term.Term.Reader, number, entries, ref taken);
            return;
        }
        foreach (var part in ((BlendLeaf)leaf).Parts)
        {
            if (part.Term.Reader != main)
                Take(part.Term.Reader, number, entries, ref taken);
        }
    }

    /// <summary>Takes the documents that have all words of a phrase.</summary>
    private static void Take(PhraseLeaf phrase, int number, ulong* entries, ref int taken)
    {
        var rarest = phrase.Terms[0].Reader;
        uint* docs = stackalloc uint[PostingsRules.BlockSize];
        for (int block = 0; block < rarest.List.BlockCount; block++)
        {
            int count = rarest.CopyBlock(block, docs);
            for (int i = 1; i < phrase.Terms.Length && count > 0; i++)
                count = phrase.Terms[i].Reader.KeepCommon(docs, count);
            for (int i = 0; i < count; i++)
                entries[taken++] = (ulong)docs[i] << 32 | (uint)number;
        }
    }

    private static void Take(ListReader list, int number, ulong* entries, ref int taken)
    {
        if (list.IsBitmap)
        {
            // In an archive of few documents.
            int words = PostingsRules.RangeCount(list.List.MaxDoc, PostingsRules.RangeShift64);
            for (int word = 0; word < words; word++)
            {
                for (ulong bits = list.List.Bitmap[word]; bits != 0; bits &= bits - 1)
                    entries[taken++] = (ulong)((word << PostingsRules.RangeShift64) + BitOperations.TrailingZeroCount(bits)) << 32 | (uint)number;
            }
            return;
        }
        for (int index = 0; index < list.DocFreq; index++)
            entries[taken++] = (ulong)list.Doc(index) << 32 | (uint)number;
    }

    private int FirstFrom(uint doc)
    {
        int place = 0;
        for (int step = (int)BitOperations.RoundUpToPowerOf2((uint)_count + 1) >> 1; step > 0; step >>= 1)
            place += place + step <= _count && _docs[place + step - 1] < doc ? step : 0;
        return place;
    }
}
