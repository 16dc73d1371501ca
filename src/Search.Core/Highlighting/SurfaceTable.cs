using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Search.Core.Highlighting;

/// <summary>
/// From spellings to numbers: an open-addressing table over one buffer of characters, so that looking up the words of a text
/// allocates nothing. Emptied when it has grown large; it only remembers.
/// </summary>
internal sealed class SurfaceTable
{
    private const int MaxCount = 1 << 16;
    private Slot[] _slots = new Slot[1024];
    private char[] _characters = new char[4096];
    private int _used;
    private int _count;

    /// <summary>The number of a spelling; the caller sets it when it is new. Valid until the next call.</summary>
    public ref int GetOrAdd(ReadOnlySpan<char> surface, out bool isNew)
    {
        if (_count * 2 >= _slots.Length)
            Grow();
        uint hash = Hash(surface);
        int mask = _slots.Length - 1;
        for (int i = (int)hash & mask; ; i = (i + 1) & mask)
        {
            ref var slot = ref _slots[i];
            if (slot.Length == 0)
            {
                Insert(ref slot, surface, hash);
                isNew = true;
                return ref slot.Value;
            }

            if (slot.Hash == hash && surface.SequenceEqual(_characters.AsSpan(slot.Start, slot.Length)))
            {
                isNew = false;
                return ref slot.Value;
            }
        }
    }

    private void Insert(ref Slot slot, ReadOnlySpan<char> surface, uint hash)
    {
        if (_used + surface.Length > _characters.Length)
            Array.Resize(ref _characters, Math.Max(_characters.Length * 2, _used + surface.Length));
        surface.CopyTo(_characters.AsSpan(_used));
        slot = new Slot { Hash = hash, Start = _used, Length = surface.Length };
        _used += surface.Length;
        _count++;
    }

    private void Grow()
    {
        if (_count >= MaxCount)
        {
            Array.Clear(_slots);
            _used = 0;
            _count = 0;
            return;
        }

        var old = _slots;
        _slots = new Slot[old.Length * 2];
        int mask = _slots.Length - 1;
        foreach (var slot in old)
        {
            if (slot.Length == 0)
                continue;
            int i = (int)slot.Hash & mask;
            while (_slots[i].Length != 0)
                i = (i + 1) & mask;
            _slots[i] = slot;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(ReadOnlySpan<char> surface)
    {
        ulong hash = (ulong)surface.Length;
        var bytes = MemoryMarshal.AsBytes(surface);
        while (bytes.Length >= 8)
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(bytes)) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 32;
            bytes = bytes[8..];
        }

        while (bytes.Length >= 2)
        {
            hash = (hash ^ MemoryMarshal.Read<ushort>(bytes)) * 0x9E3779B97F4A7C15;
            bytes = bytes[2..];
        }

        return (uint)(hash >> 32);
    }

    private struct Slot
    {
        public uint Hash;
        public int Start;
        public int Length;
        public int Value;
    }
}
