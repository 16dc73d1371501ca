using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>
/// Walks one list for Lucene's enumerators: documents in order, jumps, frequencies and positions on demand. Looks before each step into
/// the files whether the reader was closed. Not thread-safe.
/// </summary>
internal sealed unsafe class ListCursor(SegmentPostings postings)
{
    private readonly uint[] _docs = new uint[PostingsRules.BlockSize];
    private readonly uint[] _freqs = new uint[PostingsRules.BlockSize];
    private PostingsList _list;
    private IBits? _liveDocs;

    // The posting's place: its block, and its number in the block.
    private int _block;
    private int _index;
    private int _count;

    private int _freqBlock;
    private long _freqSum;

    // The values of the block of that number.
    private uint[] _positions = [];
    private int _positionBlock;

    // How many values of the block are before those of posting number _summed of the block.
    private long _valuesBefore;
    private int _summed;

    private long _nextValue;
    private uint _valuesLeft;
    private long _position;
    private bool _inDocument;

    public int DocId { get; private set; } = -1;

    public long Cost => _list.DocFreq;

    public bool IsOf(SegmentPostings other) => ReferenceEquals(other, postings);

    public void Reset(in PostingsList list, IBits? liveDocs)
    {
        _list = list;
        _liveDocs = liveDocs;
        DocId = -1;
        _block = list.Bitmap != null ? 0 : -1;
        _index = -1;
        _count = 0;
        _freqBlock = -1;
        _positionBlock = -1;
        _inDocument = false;
    }

    public int Next()
    {
        if (DocId == DocIdSetIterator.NO_MORE_DOCS)
            return DocId;
        do
        {
            DocId = Step();
        }
        while (_liveDocs is not null && DocId != DocIdSetIterator.NO_MORE_DOCS && !_liveDocs.Get(DocId));
        _inDocument = false;
        return DocId;
    }

    public int Advance(int target)
    {
        if (DocId == DocIdSetIterator.NO_MORE_DOCS)
            return DocId;
        DocId = Jump(Math.Max(target, DocId + 1));
        _inDocument = false;
        return _liveDocs is null || DocId == DocIdSetIterator.NO_MORE_DOCS || _liveDocs.Get(DocId) ? DocId : Next();
    }

    public int Freq()
    {
        if (!_list.HasFreqs)
            return 1;
        if (_list.SingletonDoc >= 0)
            return SingletonFreq();
        LoadFreqs();
        return (int)_freqs[_index];
    }

    public int NextPosition()
    {
        postings.ThrowIfClosed();
        if (!_inDocument)
            StartPositions();
        if (_valuesLeft == 0)
            throw new InvalidOperationException("The document has no further position of the term.");
        _valuesLeft--;
        _position += _positions[_nextValue++];
        return _position < int.MaxValue ? (int)_position : throw _list.Damaged($"a position is {_position}");
    }

    private int Step()
    {
        if (_list.SingletonDoc >= 0)
            return DocId < 0 ? _list.SingletonDoc : DocIdSetIterator.NO_MORE_DOCS;
        if (_list.Bitmap == null)
        {
            if (++_index < _count)
                return (int)_docs[_index];
            if (_block + 1 == _list.BlockCount)
                return DocIdSetIterator.NO_MORE_DOCS;
            Load(_block + 1);
            _index = 0;
            return (int)_docs[0];
        }

        postings.ThrowIfClosed();
        int doc = BitmapReader.Next(_list, DocId + 1);
        if (doc == BitmapReader.None)
            return DocIdSetIterator.NO_MORE_DOCS;
        long ordinal = (long)_block * PostingsRules.BlockSize + _index + 1;
        if (ordinal >= _list.DocFreq)
            throw _list.Damaged("a bitmap has more documents than the term");
        Place((int)ordinal);
        return doc;
    }

    private int Jump(int target)
    {
        if (_list.SingletonDoc >= 0)
            return DocId < 0 && target <= _list.SingletonDoc ? _list.SingletonDoc : DocIdSetIterator.NO_MORE_DOCS;
        postings.ThrowIfClosed();
        if (_list.Bitmap != null)
        {
            int doc = BitmapReader.Next(_list, target);
            if (doc == BitmapReader.None)
                return DocIdSetIterator.NO_MORE_DOCS;
            Place(BitmapReader.Rank(_list, doc));
            return doc;
        }

        int block = BlockOf(target);
        if (block == _list.BlockCount)
            return DocIdSetIterator.NO_MORE_DOCS;
        if (block != _block)
        {
            Load(block);
            _index = -1;
        }

        int place = _docs.AsSpan(_index + 1, _count - _index - 1).BinarySearch((uint)target);
        _index += 1 + (place < 0 ? ~place : place);
        // Only the one block of a short list can end before the target: other blocks were chosen by their last document.
        return _index < _count ? (int)_docs[_index] : DocIdSetIterator.NO_MORE_DOCS;
    }

    /// <summary>The first block from the present one on that does not end before the target: by doubling steps, then halving ones.</summary>
    private int BlockOf(int target)
    {
        int low = Math.Max(_block, 0);
        if (_list.LastDocs == null || _list.LastDocs[low] >= (uint)target)
            return low;
        int step = 1;
        int high = low + 1;
        while (high < _list.BlockCount && _list.LastDocs[high] < (uint)target)
        {
            low = high;
            step *= 2;
            high = (int)Math.Min((long)high + step, _list.BlockCount);
        }

        // The block at low ends before the target; the one at high does not, or is behind the last.
        while (high - low > 1)
        {
            int middle = low + (high - low) / 2;
            if (_list.LastDocs[middle] < (uint)target)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    private void Load(int block)
    {
        postings.ThrowIfClosed();
        fixed (uint* docs = _docs)
            BlockDecoder.Docs(_list, block, docs);
        _count = PostingsRules.BlockLength(_list.DocFreq, block);
        _block = block;
    }

    private void Place(int ordinal)
    {
        _block = ordinal / PostingsRules.BlockSize;
        _index = ordinal % PostingsRules.BlockSize;
    }

    private void LoadFreqs()
    {
        if (_freqBlock == _block)
            return;
        postings.ThrowIfClosed();
        int count;
        fixed (uint* freqs = _freqs)
            count = BlockDecoder.Freqs(_list, _block, freqs);
        _freqSum = 0;
        for (int i = 0; i < count; i++)
        {
            _freqSum += _freqs[i];
            if (_freqs[i] > int.MaxValue || _freqSum > _list.TotalTermFreq)
                throw _list.Damaged("the frequencies of a block are more than the term's");
        }

        _freqBlock = _block;
    }

    private int SingletonFreq() => _list.TotalTermFreq <= int.MaxValue ? (int)_list.TotalTermFreq
        : throw _list.Damaged("a term occurs in its one document more often than a document can hold");

    private void StartPositions()
    {
        _position = 0;
        _inDocument = true;
        if (_list.SingletonDoc >= 0)
        {
            _valuesLeft = (uint)SingletonFreq();
            _nextValue = 0;
            if (_positionBlock != 0)
                PositionBlocks.ReadAll(_list, 0, _valuesLeft, ref _positions);
            _positionBlock = 0;
            return;
        }

        LoadFreqs();
        if (_positionBlock != _block)
        {
            PositionBlocks.ReadAll(_list, _block, _freqSum, ref _positions);
            _positionBlock = _block;
            _valuesBefore = 0;
            _summed = 0;
        }

        for (; _summed < _index; _summed++)
            _valuesBefore += _freqs[_summed];
        _valuesLeft = _freqs[_index];
        _nextValue = _valuesBefore;
    }
}
