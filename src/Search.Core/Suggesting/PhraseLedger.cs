using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Search.Core.Indexing;

namespace Search.Core.Suggesting;

/// <summary>
/// Keeps the phrases of the segments of an index, and makes the completions of each snapshot from those of the one before: what is new is read, what is
/// deleted is read once more and taken away, and what was merged is read as a new segment. Not thread-safe.
/// </summary>
/// <param name="reader">Finds the phrases of an article.</param>
/// <param name="maxChanges">With more phrases changed than this the large table is made anew.</param>
internal sealed class PhraseLedger(PhraseReader reader, int maxChanges = PhraseLedger.MaxChanges)
{
    /// <summary>A table has at most so many completions: those in most articles; of equal ones some.</summary>
    public const int MaxCompletions = 1_000_000;

    private const int MaxChanges = 20_000;

    private readonly ConditionalWeakTable<object, SegmentPhrases> _bySegment = [];
    private List<SegmentPhrases> _segments = [];
    private List<PhraseList> _changes = [];
    private CompletionTable _base = CompletionTable.Empty;
    private bool _isUnderWay;

    /// <summary>What the phrases of the segments take in memory.</summary>
    public long Bytes => _segments.Sum(segment => segment.Bytes);

    /// <summary>Takes in a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="publish">Gets the completions, and while many articles are read those that there are so far.</param>
    /// <param name="cancellationToken">Ends it with an exception; what was read is kept for the next time.</param>
    public void TakeIn(Snapshot snapshot, Action<CompletionState> publish, CancellationToken cancellationToken)
    {
        // The last time was given up half-way: what had changed by then is not known.
        if (_isUnderWay)
            _base = CompletionTable.Empty;
        _isUnderWay = true;
        var segments = new List<SegmentPhrases>();
        var unread = new List<AtomicReaderContext>();
        var changes = new List<PhraseList>();
        foreach (var leaf in snapshot.Reader.Leaves)
        {
            if (_bySegment.TryGetValue(leaf.AtomicReader.CoreCacheKey, out var known) && known.GoOn(snapshot, leaf, reader, changes, cancellationToken) is { } now)
                Keep(leaf, now, segments);
            else
                unread.Add(leaf);
        }
        int published = 0, read = 0;
        bool isFirst = _segments.Count == 0;
        // The small ones first: while a large archive is read, there is something to complete from soon.
        foreach (var leaf in unread.OrderBy(leaf => leaf.AtomicReader.MaxDoc))
        {
            var phrases = SegmentPhrases.Read(snapshot, leaf, reader, (parts, articles) =>
            {
                read += articles;
                if (!isFirst || read < 2 * published || articles < SegmentPhrases.PartArticles / 2)
                    return;
                published = read;
                publish(StateOf(snapshot, Table([.. segments.SelectMany(segment => segment.Lists), .. parts]), isComplete: false));
            }, cancellationToken);
            Keep(leaf, phrases, segments);
            changes.Add(phrases.Phrases);
        }
        var left = _segments.Where(former => !segments.Any(now => ReferenceEquals(now.Phrases, former.Phrases)));
        changes.AddRange(left.SelectMany(segment => segment.Lists).Select(list => list.List));
        _segments = segments;
        _changes.AddRange(changes);
        publish(Complete(snapshot));
        _isUnderWay = false;
    }

    private void Keep(AtomicReaderContext leaf, SegmentPhrases phrases, List<SegmentPhrases> segments)
    {
        _bySegment.AddOrUpdate(leaf.AtomicReader.CoreCacheKey, phrases);
        segments.Add(phrases);
    }

    private CompletionState Complete(Snapshot snapshot)
    {
        SignedList[] lists = [.. _segments.SelectMany(segment => segment.Lists)];
        if (_changes.Sum(list => (long)list.Count) > maxChanges || _base.Count == 0)
        {
            _base = Table(lists);
            _changes = [];
            return StateOf(snapshot, _base, isComplete: true);
        }
        var changed = new PhraseMerge(_changes.Select(list => new SignedList(list, 1)));
        var table = new CompletionTable.Builder();
        var replaced = new HashSet<int>();
        while (changed.MoveNext())
        {
            int entry = _base.Find(changed.Key);
            if (entry >= 0)
                replaced.Add(entry);
            AddTotal(changed.Key, lists, table);
        }
        return StateOf(snapshot, _base, isComplete: true) with { Changes = table.ToTable(), Replaced = replaced };
    }

    /// <summary>Adds a phrase with what all lists come to.</summary>
    private static void AddTotal(ReadOnlySpan<byte> key, SignedList[] lists, CompletionTable.Builder table)
    {
        int articles = 0, titles = 0;
        PhraseCursor? best = null;
        foreach (var (list, sign) in lists)
        {
            if (list.Find(key) is not { } found)
                continue;
            articles += sign * found.Articles;
            titles += sign * found.Titles;
            if (sign > 0 && (best is null || PhraseForm.IsBetter(found.Form, found.Display, best.Form, best.Display)))
                best = found;
        }
        if (best is not null && IsOffered(articles, titles))
            table.Add(key, articles, best.Display);
    }

    private static CompletionState StateOf(Snapshot snapshot, CompletionTable table, bool isComplete) =>
        new(snapshot.Generation, snapshot.Reader.Version, table, CompletionTable.Empty, [], isComplete);

    private static bool IsOffered(int articles, int titles) => articles >= (titles > 0 ? 1 : CompletionTable.LeastArticles);

    private static CompletionTable Table(IReadOnlyList<SignedList> lists)
    {
        var (least, share) = Least(lists);
        var table = new CompletionTable.Builder();
        var merge = new PhraseMerge(lists);
        while (merge.MoveNext())
        {
            if (IsOffered(merge.Articles, merge.Titles) && (merge.Articles > least || (merge.Articles == least && IsAmong(merge.Key, share))))
                table.Add(merge.Key, merge.Articles, merge.Display);
        }
        return table.ToTable();
    }

    /// <summary>From how many articles on a completion has room in a table, and which share of those with just so many.</summary>
    private static (int Articles, double Share) Least(IReadOnlyList<SignedList> lists)
    {
        if (lists.Sum(list => (long)list.List.Count) <= MaxCompletions)
            return (1, 1);
        int[] byArticles = new int[256];
        var merge = new PhraseMerge(lists);
        while (merge.MoveNext())
        {
            if (IsOffered(merge.Articles, merge.Titles))
                byArticles[Math.Min(merge.Articles, byArticles.Length - 1)]++;
        }
        int room = MaxCompletions;
        for (int articles = byArticles.Length - 1; articles > 0; articles--)
        {
            if (byArticles[articles] > room)
                return (articles, (double)room / byArticles[articles]);
            room -= byArticles[articles];
        }
        return (1, 1);
    }

    /// <summary>Whether a key is among a share of all keys, always the same ones.</summary>
    private static bool IsAmong(ReadOnlySpan<byte> key, double share)
    {
        // FNV-1a, whose upper bits tell keys apart well enough to draw by.
        uint hash = 2_166_136_261;
        foreach (byte b in key)
            hash = (hash ^ b) * 16_777_619;
        return (hash >> 8) < share * (1 << 24);
    }
}
