using System.Numerics;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>
/// Checks a segment of our codec beyond what Lucene's own check sees: checksums, the ranks of bitmaps, the places of blocks, the maxima on all
/// levels and the lengths, each against the postings themselves. Reads every list once. Not thread-safe.
/// </summary>
internal sealed unsafe class PostingsChecker
{
    private const int MaxProblems = 100;

    private readonly AtomicReader _reader;
    private readonly ArticleFieldsProducer _producer;
    private readonly SegmentPostings _postings;
    private readonly CancellationToken _cancellationToken;
    private readonly ListBlocks _blocks = new();
    private readonly MaximaCheck _maxima;
    private readonly List<string> _problems = [];

    private PostingsChecker(AtomicReader reader, ArticleFieldsProducer producer, CancellationToken cancellationToken)
    {
        _reader = reader;
        _producer = producer;
        _postings = producer.Postings;
        _cancellationToken = cancellationToken;
        _maxima = new MaximaCheck(reader.MaxDoc);
    }

    /// <summary>What is wrong with a segment; nothing when it is sound or not of our codec.</summary>
    public static IReadOnlyList<string> Check(AtomicReader reader, CancellationToken cancellationToken = default)
    {
        if (ArticleFieldsProducer.Of(reader) is not { } producer)
            return [];
        var checker = new PostingsChecker(reader, producer, cancellationToken);
        checker.Try("", producer.CheckIntegrity);
        foreach (string field in producer)
            checker.Try($"The field '{field}': ", () => checker.CheckField(field));
        return checker._problems;
    }

    private void CheckField(string name)
    {
        var field = _reader.FieldInfos.FieldInfo(name);
        var lengths = RangedFields.LengthsOf(_reader.FieldInfos, field) is { } source ? _postings.Lengths(source.Name) : null;
        var codes = lengths is null ? null : MaximaWriter.CodesOf(lengths);
        long[]? sums = field.HasNorms && field.IndexOptions >= IndexOptions.DOCS_AND_FREQS ? new long[_reader.MaxDoc] : null;
        var terms = _producer.GetTerms(name)?.GetEnumerator();
        while (terms is not null && terms.MoveNext() && _problems.Count < MaxProblems)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            string where = $"The term {terms.Term} of the field '{name}': ";
            Try(where, () => CheckTerm(where, terms.Term, (ArticleTermState)terms.GetTermState(), field, codes, lengths, sums));
        }

        if (sums is not null)
            CheckLengths(name, sums);
    }

    private void CheckTerm(string where, BytesRef term, ArticleTermState state, FieldInfo field, ImpactCodes? codes, FlatLengths? lengths, long[]? sums)
    {
        _postings.Open(state, field, out var list);
        if (list.Bitmap != null)
            CheckBitmap(where, list);
        if (list.Offsets != null)
            CheckOffsets(where, list);
        CheckFrequent(where, term, state, field);
        bool isRanged = PostingsRules.IsRanged(list.DocFreq, list.MaxDoc, _postings.Version) && codes is not null;
        if (isRanged != (list.Ranges != null))
            _problems.Add(where + (isRanged ? "its maxima are missing." : "it has maxima that it should not have."));
        isRanged &= list.Ranges != null;
        if (isRanged)
            _maxima.Start(list, codes!);
        long occurrences = 0;
        _blocks.Start(list);
        while (_blocks.Next())
        {
            var docs = _blocks.Docs;
            for (int i = 0; i < docs.Length; i++)
            {
                uint freq = _blocks.Freqs[i];
                occurrences += freq;
                if (sums is not null)
                    sums[docs[i]] += freq;
                if (isRanged)
                    _maxima.Add(docs[i], freq, (uint)lengths!.Get((int)docs[i]));
            }
        }

        if (occurrences != list.TotalTermFreq)
            _problems.Add($"{where}its frequencies sum up to {occurrences} and not to {list.TotalTermFreq}.");
        if (isRanged && _maxima.Problem() is { } problem)
            _problems.Add(where + problem);
    }

    /// <summary>What the table of frequent terms says must be what the dictionary says.</summary>
    private void CheckFrequent(string where, BytesRef term, ArticleTermState state, FieldInfo field)
    {
        if (!_postings.HasFrequentTerms)
            return;
        var frequent = _postings.FindFrequent(field.Name, term.Bytes.AsSpan(term.Offset, term.Length));
        bool isSame = frequent is null ? state.RangedOrdinal < 0
            : (frequent.DocFreq, frequent.DocStart, frequent.PosStart, frequent.RangedOrdinal) == (state.DocFreq, state.DocStart, state.PosStart, state.RangedOrdinal)
            && (frequent.TotalTermFreq == state.TotalTermFreq || field.IndexOptions < IndexOptions.DOCS_AND_FREQS);
        if (!isSame)
            _problems.Add(where + (frequent is null ? "the table of frequent terms does not have it." : $"the table of frequent terms has {frequent} and the dictionary {state}."));
    }

    private void CheckBitmap(string where, in PostingsList list)
    {
        long documents = 0;
        int words = PostingsRules.BitmapWords(list.MaxDoc);
        for (int word = 0; word < words; word++)
        {
            if (word % PostingsRules.WordsPerRank == 0 && list.Ranks[word / PostingsRules.WordsPerRank] != documents)
                _problems.Add($"{where}the rank of word {word} of its bitmap is {list.Ranks[word / PostingsRules.WordsPerRank]} and not {documents}.");
            documents += BitOperations.PopCount(list.Bitmap[word]);
        }

        if (documents != list.DocFreq)
            _problems.Add($"{where}its bitmap has {documents} documents and not {list.DocFreq}.");
        if (list.MaxDoc % 64 != 0 && list.Bitmap[words - 1] >> (list.MaxDoc % 64) != 0)
            _problems.Add(where + "its bitmap has documents beyond the segment.");
    }

    private void CheckOffsets(string where, in PostingsList list)
    {
        for (int block = 0; block < list.BlockCount; block++)
        {
            bool ascends = block == 0 ? list.Offsets[0] == 0 : list.Offsets[block] > list.Offsets[block - 1];
            bool positionsAscend = list.PosOffsets == null || (block == 0 ? list.PosOffsets[0] == 0 : list.PosOffsets[block] > list.PosOffsets[block - 1]);
            if (!ascends || !positionsAscend || list.Offsets[block] >= list.DataLength)
                _problems.Add($"{where}block {block} does not start behind the one before it.");
        }
    }

    /// <summary>
    /// Documents that were given up half-way are deleted and have no length, so that only living ones are compared. Several forms of a word may
    /// stand at one position, which counts once in the length: there may be more occurrences than the length says, and never fewer.
    /// </summary>
    private void CheckLengths(string field, long[] sums)
    {
        if (_postings.Lengths(field) is not { } lengths)
        {
            _problems.Add($"The field '{field}' has no lengths.");
            return;
        }

        var live = _reader.LiveDocs;
        for (int doc = 0; doc < sums.Length && _problems.Count < MaxProblems; doc++)
        {
            long length = lengths.Get(doc);
            bool fits = length <= sums[doc] && length == 0 == (sums[doc] == 0);
            if (!fits && (live is null || live.Get(doc)))
                _problems.Add($"The length of the field '{field}' in document {doc} is {length}, its occurrences are {sums[doc]}.");
        }
    }

    private void Try(string where, Action check)
    {
        if (_problems.Count >= MaxProblems)
            return;
        try
        {
            check();
        }
        catch (CorruptIndexException exception)
        {
            _problems.Add(where + exception.Message);
        }
    }
}
