namespace Search.Core.Retrieval;

/// <summary>
/// A word of a query as <see cref="BestOfWords"/> sees it: the list that has nearly all documents of its leaf. Those that have the leaf by its other terms alone, or
/// by these too, are set aside, so that for all others the list is the leaf.
/// </summary>
internal sealed unsafe class Word
{
    private BlendLeaf? _blend;
    private double _weight;
    private ulong* _scratch;
    private ulong* _words;
    private int _window;

    /// <summary>The leaf.</summary>
    public ScoringLeaf Leaf { get; private set; } = null!;

    /// <summary>Its list.</summary>
    public SegmentTerm Term { get; private set; } = null!;

    /// <summary>Its documents of the range loaded last.</summary>
    public ulong Documents { get; private set; }

    /// <summary>Its documents of the window loaded last, a word for 64.</summary>
    public ulong* WindowDocuments => _words;

    /// <summary>Opens a word; valid until the arena is given back.</summary>
    /// <returns>Null when the leaf has not one list that has most of its documents.</returns>
    public static Word? Open(ScoringLeaf leaf, int maxDoc, ScratchArena arena)
    {
        var term = leaf is TermLeaf plain ? plain.Term : (leaf as BlendLeaf)?.MainTerm(AsideDocuments.MostOfWord(maxDoc));
        if (term is null)
            return null;
        var word = arena.Words.Take();
        word.Leaf = leaf;
        word.Term = term;
        word._blend = leaf as BlendLeaf;
        word._weight = (leaf as TermLeaf)?.Weight ?? 0;
        word._scratch = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        word._window = -1;
        return word;
    }

    /// <summary>The contribution to a document that has the word so often.</summary>
    /// <param name="doc">The document.</param>
    /// <param name="freq">How often.</param>
    /// <param name="share">The saturated frequency of the list.</param>
    public double Score(int doc, int freq, double share) => _blend is null ? _weight * share : _blend.ScoreOfMain(doc, freq);

    /// <summary>Reads a window of 4,096 documents, so that its ranges are at hand.</summary>
    public void LoadWindow(int window)
    {
        if (IsLoaded(window))
            return;
        _words = WindowWords.Of(Term.Reader, window, _scratch);
        _window = window;
    }

    /// <summary>Whether <see cref="WindowDocuments"/> are those of a window.</summary>
    public bool IsLoaded(int window) => window == _window;

    /// <summary>Sets <see cref="Documents"/> for 64 documents.</summary>
    public void Load(int range) =>
        Documents = IsLoaded(range / RangeKernels.Count) ? _words[range & (RangeKernels.Count - 1)] : Term.Reader.Mask(range);
}
