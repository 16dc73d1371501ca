using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.TokenAttributes;

namespace Search.Core.Analysis;

/// <summary>
/// Krovetz's light English stemmer (KStem, <see href="https://doi.org/10.1145/160688.160718"/>) behind a bounded cache, with spellings,
/// names and verb forms brought together before and after it as the rules say. Words with digits (but for
/// their plural) or non-ASCII letters and contractions are their own stems. A stem begins with the first two letters of its word or with another beginning that <see cref="Beginnings"/>
/// knows, which lets readers reject most words by a look at them (so <c>dying</c> and <c>danish</c> are no forms of <c>die</c> and
/// <c>denmark</c>). One for each set of rules; thread-safe.
/// </summary>
internal sealed class EnglishStemmer
{
    private const NewsRules Relevant = NewsRules.Spelling | NewsRules.Names | NewsRules.VerbForms | NewsRules.Numbers;

    /// <summary>KStem leaves longer words alone.</summary>
    private const int MaxLength = 50;

    // Some 15 MB when full. Two slots a hash; a race between writers can only lose an entry.
    private const int Slots = 1 << 17;

    private static readonly ConcurrentDictionary<NewsRules, EnglishStemmer> s_all = [];

    [ThreadStatic]
    private static KrovetzFilter? t_krovetz;

    private readonly NewsRules _rules;
    private readonly Entry?[] _cache = new Entry?[Slots];
    private readonly Lazy<Dictionary<string, string[]>> _beginnings;

    private EnglishStemmer(NewsRules rules)
    {
        _rules = rules;
        _beginnings = new Lazy<Dictionary<string, string[]>>(ReadBeginnings);
    }

    /// <summary>The stemmer of some rules, of which only those about words count.</summary>
    public static EnglishStemmer For(NewsRules rules) => s_all.GetOrAdd(rules & Relevant, static relevant => new EnglishStemmer(relevant));

    /// <summary>Reads KStem's dictionary and the tables, as the first words would. Takes as long as opening an index.</summary>
    public void MakeReady() => _ = _beginnings.Value;

    /// <summary>How words begin, by their first two letters, that have a stem which begins otherwise.</summary>
    public IReadOnlyList<string> Beginnings(string stem) => _beginnings.Value.GetValueOrDefault(stem, []);

    /// <summary>The stem of an exact form. A cached string; <paramref name="exact"/> itself is not kept.</summary>
    public ReadOnlySpan<char> Stem(ReadOnlySpan<char> exact)
    {
        if (exact.Length is < 2 or > MaxLength)
            return exact;
        if (!IsStemmable(exact))
            return EnglishPlurals.WithoutPluralOfNumber(exact);
        int slot = Hash(exact) & (Slots - 1);
        var entry = _cache[slot];
        if (entry != null && exact.SequenceEqual(entry.Exact))
            return entry.Stem;
        var other = _cache[slot ^ 1];
        if (other != null && exact.SequenceEqual(other.Exact))
            return other.Stem;
        string word = exact.ToString();
        string stem = Compute(word);
        if (entry != null)
            _cache[slot ^ 1] = entry;
        _cache[slot] = new Entry(word, stem);
        return stem;
    }

    /// <summary>The stem, computed without the cache.</summary>
    internal string Compute(string exact)
    {
        if (exact.Length is < 2 or > MaxLength)
            return exact;
        if (!IsStemmable(exact))
            return EnglishPlurals.WithoutPluralOfNumber(exact).ToString();
        string word = exact;
        if (word.Contains('\''))
        {
            if (IsContraction(word.AsSpan(word.LastIndexOf('\'') + 1)))
                return exact;
            // A name (o'brien) is as often written without.
            word = word.Replace("'", "", StringComparison.Ordinal);
        }

        string stem = Reduce(word);
        if (stem.Length < 2 || (!stem.StartsWith(word[..Math.Min(2, word.Length)], StringComparison.Ordinal) && !Beginnings(stem).Contains(word[..2])))
            return word;
        return stem;
    }

    private string Reduce(string word)
    {
        if (_rules.Has(NewsRules.Names) && NameVariants.Find(word) is { } name)
            return name;
        if (_rules.Has(NewsRules.Numbers) && Magnitudes.Spelled(word) is { } magnitude)
            return magnitude;
        if (_rules.Has(NewsRules.Spelling))
            word = EnglishSpelling.American(word);
        string stem = (t_krovetz ??= new KrovetzFilter()).Stem(EnglishPlurals.Singular(word));
        return _rules.Has(NewsRules.VerbForms) ? VerbForms.Base(stem) : stem;
    }

    // In loops over types that every process has compiled: this is what a fresh one waits for.
    private Dictionary<string, string[]> ReadBeginnings()
    {
        var beginnings = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (_rules.Has(NewsRules.Names))
        {
            foreach (string name in NameVariants.All)
                Add(Reduce(name), name[..2]);
        }

        if (_rules.Has(NewsRules.Spelling))
        {
            foreach (string word in EnglishSpelling.WordsOfOtherBeginning())
                Add(Reduce(word), word[..2]);
        }

        if (_rules.Has(NewsRules.Numbers))
        {
            foreach (var (beginning, word) in Magnitudes.Beginnings)
                Add(word, beginning);
        }

        return beginnings;

        void Add(string stem, string beginning)
        {
            if (stem.StartsWith(beginning, StringComparison.Ordinal))
                return;
            beginnings.TryGetValue(stem, out string[]? known);
            if (known is null || !known.Contains(beginning))
                beginnings[stem] = [.. known ?? [], beginning];
        }
    }

    /// <summary>The last part of <c>can't, i'd, i'm, we're, we'll, we've</c>; without the apostrophe they would be other words (well, ill, were).</summary>
    private static bool IsContraction(ReadOnlySpan<char> tail) => tail is "t" or "d" or "m" or "re" or "ll" or "ve";

    private static bool IsStemmable(ReadOnlySpan<char> exact)
    {
        foreach (char c in exact)
        {
            if (c is not ((>= 'a' and <= 'z') or '\''))
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ReadOnlySpan<char> text)
    {
        ulong hash = (ulong)text.Length;
        var bytes = MemoryMarshal.AsBytes(text);
        while (bytes.Length >= 8)
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(bytes)) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 29;
            bytes = bytes[8..];
        }

        while (bytes.Length >= 2)
        {
            hash = (hash ^ MemoryMarshal.Read<ushort>(bytes)) * 0x9E3779B97F4A7C15;
            bytes = bytes[2..];
        }

        return (int)(hash >> 40);
    }

    private sealed record Entry(string Exact, string Stem);

    /// <summary>The stemmer's own class is closed, its filter is not: a stream of one word drives it.</summary>
    private sealed class KrovetzFilter
    {
        private readonly ICharTermAttribute _term;
        private readonly Func<bool> _advance;

        public KrovetzFilter()
        {
            // The filter shares the attributes of the stream that it wraps. Neither holds anything that disposal would free.
            var word = new OneWordStream();
            _term = word.Term;
            _advance = new KStemFilter(word).IncrementToken;
        }

        public string Stem(string word)
        {
            _term.SetEmpty().Append(word);
            _advance();
            return _term.ToString()!;
        }
    }
}
