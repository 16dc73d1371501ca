using System.Numerics;

namespace Search.Core.Likeness;

/// <summary>
/// How alike each two of a few articles are, by their signatures: the cosine of what the words say that at least two of them have, each weighted by how few of
/// them have it. Not thread-safe: its memory is used again.
/// </summary>
/// <remarks>
/// A word that all of the best articles have, as those of the query, says nothing of which of them are alike, and what is rare in the archive at large need not be known.
/// Words are taken in the order of their hashes and articles in the order of the list, which makes sums the same everywhere.
/// </remarks>
internal sealed class LikenessTable
{
    private readonly int[] _starts = new int[ArticleSignature.Hashes];

    /// <summary>Which hashes any of the articles has, a bit for each.</summary>
    private readonly ulong[] _used = new ulong[ArticleSignature.Hashes / 64];
    private readonly byte[] _levels;
    private readonly byte[] _articles;
    private readonly double[] _likeness;
    private readonly double[] _squares;
    private readonly double[] _rareness;
    private readonly ushort[] _entries;
    private readonly int _most;
    private int _rarenessOf;

    /// <param name="most">As many articles at most are compared.</param>
    public LikenessTable(int most)
    {
        _most = most;
        _entries = new ushort[most * ArticleSignature.Size];
        _levels = new byte[_entries.Length];
        _articles = new byte[_entries.Length];
        _likeness = new double[most * most];
        _squares = new double[most];
        _rareness = new double[most + 1];
    }

    /// <summary>Where the signature of an article goes before <see cref="Compare"/>.</summary>
    public Span<ushort> SignatureOf(int article) => _entries.AsSpan(article * ArticleSignature.Size, ArticleSignature.Size);

    /// <summary>How alike an article is to each of those that were compared, 0 to 1; 0 to itself.</summary>
    public ReadOnlySpan<double> Of(int article) => _likeness.AsSpan(article * _most, Count);

    /// <summary>How many articles were compared.</summary>
    public int Count { get; private set; }

    /// <summary>Compares the first articles, whose signatures are there.</summary>
    public void Compare(int count)
    {
        Count = count;
        Array.Clear(_squares);
        for (int i = 0; i < count; i++)
            _likeness.AsSpan(i * _most, count).Clear();
        SetRareness();
        Sort();
        int from = 0;
        for (int group = 0; group < _used.Length; group++)
        {
            for (ulong left = _used[group]; left != 0; left &= left - 1)
            {
                int end = _starts[group * 64 + BitOperations.TrailingZeroCount(left)], articles = end - from;
                if (articles >= 2)
                    AddProducts(_levels.AsSpan(from, articles), _articles.AsSpan(from, articles), _rareness[articles]);
                from = end;
            }
        }
        Normalise();
    }

    /// <summary>Entries by their hashes, then articles: a counting sort, which passes over hashes that no article has. Those of hash h end before <c>_starts[h]</c> when it is done.</summary>
    private void Sort()
    {
        Array.Clear(_starts);
        Array.Clear(_used);
        var entries = _entries.AsSpan(0, Count * ArticleSignature.Size);
        foreach (ushort entry in entries)
        {
            int hash = ArticleSignature.HashOf(entry);
            _starts[hash]++;
            _used[hash >> 6] |= 1UL << hash;
        }
        // Unused entries have the hash 0 and take no place.
        _used[0] &= ~1UL;
        int next = 0;
        for (int group = 0; group < _used.Length; group++)
        {
            for (ulong left = _used[group]; left != 0; left &= left - 1)
            {
                ref int start = ref _starts[group * 64 + BitOperations.TrailingZeroCount(left)];
                (start, next) = (next, next + start);
            }
        }
        for (int article = 0; article < Count; article++)
        {
            foreach (ushort entry in entries.Slice(article * ArticleSignature.Size, ArticleSignature.Size))
            {
                int hash = ArticleSignature.HashOf(entry);
                if (hash == 0)
                    break;
                int place = _starts[hash]++;
                _levels[place] = (byte)ArticleSignature.LevelOf(entry);
                _articles[place] = (byte)article;
            }
        }
    }

    private void SetRareness()
    {
        if (_rarenessOf == Count)
            return;
        for (int articles = 2; articles <= Count; articles++)
            _rareness[articles] = Math.Log(1 + (Count - articles + 0.5) / (articles + 0.5));
        _rarenessOf = Count;
    }

    private void AddProducts(ReadOnlySpan<byte> levels, ReadOnlySpan<byte> articles, double rareness)
    {
        for (int i = 0; i < levels.Length; i++)
        {
            double part = rareness * levels[i];
            _squares[articles[i]] += part * levels[i];
            var row = _likeness.AsSpan(articles[i] * _most, _most);
            for (int j = 0; j < i; j++)
                row[articles[j]] += part * levels[j];
        }
    }

    /// <summary>Divides products by lengths, and fills the other half of the table.</summary>
    private void Normalise()
    {
        for (int i = 0; i < Count; i++)
            _squares[i] = _squares[i] > 0 ? 1 / Math.Sqrt(_squares[i]) : 0;
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                ref double likeness = ref _likeness[i * _most + j];
                likeness = likeness * _squares[i] * _squares[j];
                _likeness[j * _most + i] = likeness;
            }
        }
    }
}
