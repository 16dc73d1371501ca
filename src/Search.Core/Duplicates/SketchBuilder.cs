using Search.Core.Likeness;

namespace Search.Core.Duplicates;

/// <summary>Makes the sketches of texts, one after the other. Not thread-safe: its memory is used again.</summary>
/// <remarks>
/// A shingle is a short word and the three words after it. Running text is full of short words; menus, captions, lists of links and tables, which
/// come and go around the same story, have few, and so few shingles (after Theobald, Siddharth and Paepcke, "SpotSigs", SIGIR 2008,
/// doi:10.1145/1390334.1390431, which takes stop words of one language). Of the shingles' hashes the smallest are kept (Broder, "On the resemblance
/// and containment of documents", 1997, doi:10.1109/SEQUEN.1997.666900). The bytes on the disk depend on every constant here.
/// What tells how alike articles are beyond copies, their signatures, is made of the same walk through the text.
/// </remarks>
internal sealed class SketchBuilder
{
    /// <summary>A text with fewer different shingles is sketched as a whole.</summary>
    public const int LeastShingles = 12;

    /// <summary>How often a word of the title counts in the signature.</summary>
    private const int TitleOccurrences = 3;

    private const int ShingleWords = 4;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private uint[] _hashes = new uint[1_024];

    /// <summary>The sketch of an article: of its body, or of title and body where the body is short. Null when it has no words.</summary>
    /// <param name="title">The title.</param>
    /// <param name="body">The body.</param>
    /// <param name="signature">Gets the words of both on the way, each of the title as so many of the body; null where that is not wanted.</param>
    public ArticleSketch? Build(string title, string body, SignatureBuilder? signature = null)
    {
        signature?.Clear();
        if (signature is not null)
        {
            for (var words = new SketchWords(title); words.Next();)
                Add(signature, words, TitleOccurrences);
        }
        var shingles = Shingles(body, signature);
        return shingles.Length >= LeastShingles
            ? new ArticleSketch(shingles.Length, shingles[..Math.Min(shingles.Length, ArticleSketch.Size)].ToArray())
            : Whole(title, body);
    }

    /// <summary>The hashes of a text's shingles, ascending, each once.</summary>
    private ReadOnlySpan<uint> Shingles(string text, SignatureBuilder? signature)
    {
        int count = 0;
        Span<ulong> words = stackalloc ulong[ShingleWords];
        Span<bool> isShort = stackalloc bool[ShingleWords];
        var reader = new SketchWords(text);
        for (int number = 0; reader.Next(); number++)
        {
            if (signature is not null)
                Add(signature, reader, 1);
            words[number % ShingleWords] = reader.Hash;
            isShort[number % ShingleWords] = reader.IsShort;
            int first = (number + 1) % ShingleWords;
            if (number < ShingleWords - 1 || !isShort[first])
                continue;
            ulong hash = 0;
            for (int i = 0; i < ShingleWords; i++)
                hash = unchecked((hash + words[(first + i) % ShingleWords]) * Multiplier);
            if (count == _hashes.Length)
                Array.Resize(ref _hashes, 2 * count);
            _hashes[count++] = (uint)(WordHash.Mix(hash) >> (64 - ArticleSketch.HashBits));
        }
        var all = _hashes.AsSpan(0, count);
        all.Sort();
        int distinct = 0;
        for (int i = 0; i < all.Length; i++)
        {
            if (i == 0 || all[i] != all[i - 1])
                all[distinct++] = all[i];
        }
        return all[..distinct];
    }

    private static void Add(SignatureBuilder signature, in SketchWords word, int occurrences)
    {
        if (word.HasLetter)
            signature.Add(word.Beginning, word.Length, occurrences);
    }

    /// <summary>Two hashes of all words, so that nothing but the same words in the same order is alike.</summary>
    private static ArticleSketch? Whole(string title, string body)
    {
        ulong hash = 0;
        int count = 0;
        foreach (string text in (ReadOnlySpan<string>)[title, body])
        {
            var words = new SketchWords(text);
            for (; words.Next(); count++)
                hash = unchecked((hash + words.Hash) * Multiplier);
        }
        if (count == 0)
            return null;
        hash = WordHash.Mix(hash);
        uint first = (uint)(hash >> (64 - ArticleSketch.HashBits)), second = (uint)hash & ArticleSketch.LargestHash;
        if (first == second)
            second ^= 1;
        return new ArticleSketch(ArticleSketch.WholeCount, [Math.Min(first, second), Math.Max(first, second)]);
    }
}
