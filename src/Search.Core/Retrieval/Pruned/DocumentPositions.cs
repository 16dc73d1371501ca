namespace Search.Core.Retrieval;

/// <summary>The occurrences of a term in one document after the other; decoded when asked for. Not thread-safe.</summary>
internal sealed unsafe class DocumentPositions(SegmentTerm term) : PositionSource
{
    private int* _positions;
    private int _capacity;
    private int _count;
    private int _doc = -1;
    private int _loadedDoc = -1;
    private int _index;

    /// <summary>Where a document's occurrences are: its place in the list, and how many there are before and of them.</summary>
    public readonly record struct Place(int Index, long Before, int Freq);

    /// <summary>How often the term occurs in the present document.</summary>
    public int Freq { get; private set; }

    /// <summary>As a new one, where the term becomes one of another search.</summary>
    public void Start()
    {
        _positions = null;
        _capacity = _count = _index = 0;
        _doc = _loadedDoc = -1;
    }

    /// <summary>Moves to a document, where it has the term.</summary>
    /// <returns>Whether it has.</returns>
    public bool TryMoveTo(int doc)
    {
        if ((term.Reader.MaskOf(doc) >> doc & 1) == 0)
            return false;
        MoveTo(doc);
        return true;
    }

    /// <summary>Moves to a document that has the term.</summary>
    public void MoveTo(int doc)
    {
        if (_doc == doc)
            return;
        _doc = doc;
        _index = term.Reader.PlaceOf(doc);
        Freq = term.Reader.FreqNear(_index);
        // More than all would lead positions without bits out of the memory taken for them.
        if (Freq <= 0 || Freq > term.Reader.List.TotalTermFreq)
            throw term.Reader.List.Damaged($"a document has {Freq} of {term.Reader.List.TotalTermFreq} occurrences");
    }

    /// <summary>Finds where the occurrences in a document are, and asks for the memory that they are in.</summary>
    /// <returns>Whether the document has the term.</returns>
    public bool TryLocate(int doc, out Place place)
    {
        place = default;
        int index = term.Reader.IsBitmap ? term.Reader.PlaceOf(doc) : term.Reader.Find((uint)doc);
        if (index < 0)
            return false;
        int freq;
        uint before;
        // Documents that are scored mostly are each of another block.
        term.Reader.FreqsAndBefore(&index, 1, &freq, &before, isDense: false);
        term.Reader.PrefetchPositions(index, before);
        place = new Place(index, before, freq);
        return true;
    }

    /// <summary>The positions in a document that was located. Valid until the next call.</summary>
    public ReadOnlySpan<int> Load(int doc, Place place)
    {
        if (_loadedDoc != doc)
        {
            (_doc, _index, Freq) = (doc, place.Index, place.Freq);
            TakeRoom();
            term.Reader.PositionsAt(place.Index, place.Before, new Span<int>(_positions, _count));
            _loadedDoc = doc;
        }
        return new(_positions, _count);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Load() => new(Read(), _count);

    /// <summary>The positions in the present document, as many as <see cref="Freq"/>. Valid until the next call.</summary>
    public int* Read()
    {
        if (_loadedDoc != _doc)
        {
            TakeRoom();
            term.Reader.Positions(_index, new Span<int>(_positions, _count));
            _loadedDoc = _doc;
        }
        return _positions;
    }

    private void TakeRoom()
    {
        _count = Freq;
        if (_count <= _capacity)
            return;
        _capacity = (int)Math.Clamp(2L * _count, 256, int.MaxValue);
        _positions = (int*)term.Arena.Take((long)_capacity * sizeof(int));
    }
}
