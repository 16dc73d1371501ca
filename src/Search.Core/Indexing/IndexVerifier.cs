using System.Globalization;
using Lucene.Net.Index;
using Search.Core.Duplicates;
using Search.Core.Likeness;
using Search.Core.Postings;

namespace Search.Core.Indexing;

/// <summary>Checks an index: Lucene's own check of every file of the last commit, ours of the postings, then that every stored article can be read and found by its id.</summary>
internal sealed class IndexVerifier(IndexSession session, IProgress<string>? progress, CancellationToken cancellationToken)
{
    private const int MaxProblems = 100;

    private readonly List<string> _problems = [];

    public VerificationResult Run()
    {
        CheckFiles();
        cancellationToken.ThrowIfCancellationRequested();
        if (_problems.Count == 0)
            CheckPostings();
        if (_problems.Count == 0)
            CheckArticles();
        return new VerificationResult(_problems.Count == 0, _problems);
    }

    private void CheckFiles()
    {
        progress?.Report("checking the files of the last commit");
        // An application may have set a codec factory of its own since the index was opened.
        ArticleCodec.Register();
        using var log = new StringWriter(CultureInfo.InvariantCulture);
        var status = session.WithLastCommit(directory => new CheckIndex(directory) { InfoStream = log }.DoCheckIndex());
        if (status.Clean)
            return;
        ReadLog(log.ToString());
        if (_problems.Count == 0)
            _problems.Add("The last commit cannot be read.");
    }

    /// <summary>Lucene's log begins each segment with "1 of 3: name=_0"; its lines with an error say what it found there, mostly with the file.</summary>
    private void ReadLog(string log)
    {
        const string Name = ": name=";
        string where = "";
        foreach (string line in log.Split('\n'))
        {
            int name = line.IndexOf(Name, StringComparison.Ordinal);
            if (name >= 0)
                where = $"Segment {line[(name + Name.Length)..].Split(' ')[0]}: ";
            bool isError = line.Contains("ERROR", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal);
            if (isError && _problems.Count < MaxProblems)
                _problems.Add(where + line.Trim());
        }
    }

    private void CheckPostings()
    {
        progress?.Report("checking the postings against their maxima and lengths");
        session.WithLastCommit(directory =>
        {
            using var reader = DirectoryReader.Open(directory);
            foreach (var leaf in reader.Leaves)
            {
                string where = leaf.AtomicReader is SegmentReader segment ? $"Segment {segment.SegmentName}: " : "";
                _problems.AddRange(PostingsChecker.Check(leaf.AtomicReader, cancellationToken).Take(MaxProblems - _problems.Count).Select(problem => where + problem));
            }

            return true;
        });
    }

    private void CheckArticles()
    {
        using var lease = session.Snapshots.Acquire();
        var snapshot = lease.Snapshot;
        var live = MultiFields.GetLiveDocs(snapshot.Reader);
        var builder = new SketchBuilder();
        var signatures = new SignatureBuilder();
        int count = snapshot.Reader.MaxDoc;
        for (int document = 0; document < count && _problems.Count < MaxProblems; document++)
        {
            if (document % 10_000 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(string.Create(CultureInfo.InvariantCulture, $"checking the stored articles: {document:N0} of {count:N0}"));
            }

            if (live is null || live.Get(document))
                CheckArticle(snapshot, builder, signatures, document);
        }
    }

    private void CheckArticle(Snapshot snapshot, SketchBuilder builder, SignatureBuilder signatures, int document)
    {
        try
        {
            var article = snapshot.Load(document, withOriginal: true);
            if (snapshot.Find(article.Id) != document)
                _problems.Add($"The article '{article.Id}' is not found by its id.");
            var built = builder.Build(article.Title, article.Body, signatures);
            // Articles of indexes of former formats have none.
            if (SnapshotSignatures.Of(snapshot.Reader, document) is { } signature && !signature.AsSpan().SequenceEqual(signatures.Build()))
                _problems.Add($"The signature of the article '{article.Id}' is not that of its text.");
            var sketches = new SnapshotSketches(snapshot.Reader);
            // Articles of segments of former formats have none.
            if (sketches.Of(document) is not { } sketch)
                return;
            if (built is not { } expected || !SketchBytes.Encode(expected).AsSpan().SequenceEqual(SketchBytes.Encode(sketch)))
                _problems.Add($"The sketch of the article '{article.Id}' is not that of its text.");
            else if (!sketches.IsFoundByKeys(document, sketch))
                _problems.Add($"The article '{article.Id}' is not found by the keys of its sketch.");
        }
        catch (Exception exception) when (LuceneErrors.IsDamage(exception))
        {
            _problems.Add($"The article of document {document} cannot be read: {exception.Message}");
        }
    }
}
