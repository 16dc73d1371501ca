using System.Numerics;

namespace Search.Core.Retrieval;

/// <summary>A set of a few documents, by open addressing. Not thread-safe.</summary>
/// <param name="arena">Scratch memory.</param>
internal sealed unsafe class DocumentTable(ScratchArena arena)
{
    private const int FirstSlots = 512;

    /// <summary>2 to the power of 32, divided by the golden ratio (Knuth, "The Art of Computer Programming" 3, 6.4).</summary>
    private const uint Factor = 0x9E37_79B1;

    // A document and one, since 0 is no document.
    private uint* _slots;
    private int _slotCount;
    private int _count;

    /// <summary>Whether it has a document.</summary>
    public bool Has(uint doc)
    {
        if (_count == 0)
            return false;
        return _slots[PlaceOf(doc)] != 0;
    }

    /// <summary>Adds a document.</summary>
    public void Add(uint doc)
    {
        // Half of the slots stay free, so that few are looked at for a document.
        if (2 * _count >= _slotCount)
            Grow();
        ref uint slot = ref _slots[PlaceOf(doc)];
        _count += slot == 0 ? 1 : 0;
        slot = doc + 1;
    }

    /// <summary>The slot of a document, or the one where it would be.</summary>
    private int PlaceOf(uint doc)
    {
        int mask = _slotCount - 1;
        int place = (int)(doc * Factor >> (32 - BitOperations.Log2((uint)_slotCount)));
        while (_slots[place] != 0 && _slots[place] != doc + 1)
            place = (place + 1) & mask;
        return place;
    }

    private void Grow()
    {
        uint* before = _slots;
        int count = _slotCount;
        _slotCount = Math.Max(FirstSlots, 2 * count);
        _slots = (uint*)arena.TakeZeroed((long)_slotCount * sizeof(uint));
        for (int i = 0; i < count; i++)
        {
            if (before[i] != 0)
                _slots[PlaceOf(before[i] - 1)] = before[i];
        }
    }
}
