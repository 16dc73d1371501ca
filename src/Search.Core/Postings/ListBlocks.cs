namespace Search.Core.Postings;

/// <summary>Reads a list block by block from its first document to its last, whatever its kind. Not thread-safe.</summary>
internal sealed unsafe class ListBlocks
{
    private readonly uint[] _docs = new uint[PostingsRules.BlockSize];
    private readonly uint[] _freqs = new uint[PostingsRules.BlockSize];
    private PostingsList _list;
    private int _block;
    private int _lastDoc;

    public ReadOnlySpan<uint> Docs => _docs.AsSpan(0, Count);

    /// <summary>All 1 where the field has no frequencies.</summary>
    public ReadOnlySpan<uint> Freqs => _freqs.AsSpan(0, Count);

    private int Count { get; set; }

    public void Start(in PostingsList list)
    {
        _list = list;
        _block = -1;
        _lastDoc = -1;
        Count = 0;
    }

    /// <summary>Reads the next block; false behind the last.</summary>
    public bool Next()
    {
        if (++_block == _list.BlockCount)
            return false;
        Count = PostingsRules.BlockLength(_list.DocFreq, _block);
        fixed (uint* docs = _docs, freqs = _freqs)
        {
            if (_list.SingletonDoc >= 0)
                docs[0] = (uint)_list.SingletonDoc;
            else if (_list.Bitmap != null)
                BitmapReader.Docs(_list, _block, ref _lastDoc, docs);
            else
                BlockDecoder.Docs(_list, _block, docs);
            if (_list.HasFreqs)
                BlockDecoder.Freqs(_list, _block, freqs);
            else
                _freqs.AsSpan(0, Count).Fill(1);
        }

        return true;
    }
}
