using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Indexing;

namespace Search.Core.Suggesting;

/// <summary>The phrases of one segment, and of those of its articles that were deleted since they were read. Immutable.</summary>
/// <param name="Phrases">Of the articles that were there then.</param>
/// <param name="Deleted">Of those of them that are deleted since.</param>
/// <param name="Live">Which articles count; null for all.</param>
/// <param name="DeletedArticles">How many are deleted since.</param>
internal sealed record SegmentPhrases(PhraseList Phrases, PhraseList Deleted, IBits? Live, int DeletedArticles)
{
    /// <summary>A segment is read in parts of so many articles, which bounds the memory that reading takes.</summary>
    public const int PartArticles = 1 << 15;

    /// <summary>In a part of so many articles phrases of a single one of them are left out, unless they are its title.</summary>
    public const int PrunedArticles = 1 << 14;

    /// <summary>With one of so many articles deleted the segment is read again.</summary>
    private const int DeletedShare = 4;

    public IEnumerable<SignedList> Lists =>
        Deleted.Count == 0 ? [new SignedList(Phrases, 1)] : [new SignedList(Phrases, 1), new SignedList(Deleted, -1)];

    public long Bytes => Phrases.Bytes + Deleted.Bytes;

    /// <summary>Reads a segment, part after part.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="leaf">The segment in it.</param>
    /// <param name="reader">Finds the phrases.</param>
    /// <param name="read">Told the parts that are read so far, and how many articles the last one had.</param>
    /// <param name="cancellationToken">Ends it with an exception.</param>
    public static SegmentPhrases Read(
        Snapshot snapshot, AtomicReaderContext leaf, PhraseReader reader, Action<IReadOnlyList<SignedList>, int> read, CancellationToken cancellationToken)
    {
        var live = leaf.AtomicReader.LiveDocs;
        var parts = new List<SignedList>();
        for (int from = 0; from < leaf.AtomicReader.MaxDoc; from += PartArticles)
        {
            var counts = new PhraseCounts();
            for (int doc = from; doc < Math.Min(leaf.AtomicReader.MaxDoc, from + PartArticles); doc++)
            {
                if (live?.Get(doc) == false)
                    continue;
                cancellationToken.ThrowIfCancellationRequested();
                reader.Read(snapshot.Load(leaf.DocBase + doc), counts);
            }
            parts.Add(new SignedList(counts.ToList(counts.Articles >= PrunedArticles ? CompletionTable.LeastArticles : 1), 1));
            read(parts, counts.Articles);
        }
        return new SegmentPhrases(PhraseMerge.ToList(parts), PhraseList.Empty, live, 0);
    }

    /// <summary>The same segment in a later snapshot; null when it is better read again.</summary>
    /// <param name="snapshot">The later snapshot.</param>
    /// <param name="leaf">The segment in it.</param>
    /// <param name="reader">Finds the phrases.</param>
    /// <param name="changes">Gets what was deleted in between.</param>
    /// <param name="cancellationToken">Ends it with an exception.</param>
    public SegmentPhrases? GoOn(
        Snapshot snapshot, AtomicReaderContext leaf, PhraseReader reader, List<PhraseList> changes, CancellationToken cancellationToken)
    {
        var live = leaf.AtomicReader.LiveDocs;
        if (ReferenceEquals(live, Live) || live is null)
            return this;
        var gone = new List<int>();
        for (int doc = 0; doc < leaf.AtomicReader.MaxDoc; doc++)
        {
            if (!live.Get(doc) && Live?.Get(doc) != false)
                gone.Add(doc);
        }
        if (gone.Count == 0)
            return this with { Live = live };
        if ((DeletedArticles + gone.Count) * (long)DeletedShare > leaf.AtomicReader.MaxDoc)
            return null;
        var counts = new PhraseCounts();
        foreach (int doc in gone)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reader.Read(snapshot.Load(leaf.DocBase + doc), counts);
        }
        var deleted = counts.ToList(least: 1);
        changes.Add(deleted);
        return new SegmentPhrases(Phrases, PhraseMerge.ToList([new(Deleted, 1), new(deleted, 1)]), live, DeletedArticles + gone.Count);
    }
}
