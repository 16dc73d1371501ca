using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace Search.Core.Indexing.Bulk;

/// <summary>
/// The distinct terms of a field of a segment under construction, numbered in the order in which they came. A hash table with open
/// addresses over the terms' UTF-8, which lies in words of eight bytes, filled up with zeros. The first two words, mostly all there are, lie
/// in the term's record. A small table in front keeps frequent terms of ASCII in the processor's cache, which the large one does not fit. Not thread-safe.
/// </summary>
internal sealed unsafe class TermTable : IDisposable
{
    private const int WordSize = sizeof(ulong);
    private const int FirstSlots = 1 << 10;
    private const int VectorChars = 16;
    private const int InRecord = 2;
    private const int RecentSlots = 1 << 13;
    private const int PageBytes = 1 << 12;

    private readonly NativeList<Term> _terms = new();
    private readonly NativeList<ulong> _words = new();

    // The upper half of a slot is the term's hash, the lower one its number plus one; 0 is an empty slot.
    private readonly NativeList<ulong> _slots = new();
    private readonly NativeList<ulong> _scratch = new();
    private readonly NativeList<Recent> _recent = new();
    private int _growAt;

    public TermTable()
    {
        _scratch.Fill(VectorChars, 0);
        Clear();
    }

    public int Count => _terms.Count;

    /// <summary>Bytes in use.</summary>
    public long Bytes => _terms.Bytes + _words.Bytes + _slots.Bytes;

    /// <summary>The bytes of a term; they move when a term is added.</summary>
    public ReadOnlySpan<byte> this[int id] => new((byte*)WordsAt(_terms.Items + id), _terms[id].Length);

    /// <summary>The number of a term, which is added when it is new.</summary>
    /// <param name="term">Well-formed UTF-16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Add(ReadOnlySpan<char> term)
    {
        if ((uint)(term.Length - 1) >= VectorChars || !TryNarrow(term, out ulong first, out ulong second))
            return Add(Encode(term));
        // Where nearly all terms go: ASCII that fits the two words of a record.
        uint hash = Finish(term.Length <= WordSize ? Mix(Seed(term.Length), first) : Mix(Mix(Seed(term.Length), first), second));
        var recent = _recent.Items + RecentOf(hash);
        if (recent->First == first && recent->Second == second && recent->Length == term.Length)
            return recent->Id;
        ulong* words = _scratch.Items;
        words[0] = first;
        words[1] = second;
        int id = Find(words, WordsOf(term.Length), term.Length, hash);
        *recent = new Recent { First = first, Second = second, Length = term.Length, Id = id };
        return id;
    }

    /// <summary>The number of a term, which is added when it is new.</summary>
    public int Add(ReadOnlySpan<byte> term)
    {
        _scratch.SetCount(Math.Max(1, WordsOf(term.Length)));
        _scratch[_scratch.Count - 1] = 0;
        term.CopyTo(MemoryMarshal.AsBytes(_scratch.Span));
        return Add(term.Length);
    }

    /// <summary>The terms in the order of their bytes.</summary>
    public int[] Sorted()
    {
        int count = Count;
        int[] ids = new int[count];
        ulong[] keys = new ulong[count];
        for (int id = 0; id < count; id++)
        {
            ids[id] = id;
            keys[id] = BinaryPrimitives.ReverseEndianness(*WordsAt(_terms.Items + id));
        }

        RadixSort.Ascending(ref keys, ref ids);
        // Terms that begin with the same eight bytes are few.
        for (int start = 0; start < count;)
        {
            int end = start + 1;
            while (end < count && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                ids.AsSpan(start, end - start).Sort((left, right) => this[left].SequenceCompareTo(this[right]));
            start = end;
        }

        return ids;
    }

    public void Clear()
    {
        _terms.Clear();
        _words.Clear();
        _recent.Fill(RecentSlots, new Recent { Length = -1 });
        Rehash(FirstSlots);
    }

    public void Dispose()
    {
        _terms.Dispose();
        _words.Dispose();
        _slots.Dispose();
        _scratch.Dispose();
        _recent.Dispose();
    }

    private static int WordsOf(int length) => (length + WordSize - 1) / WordSize;

    /// <summary>A term of at most 16 characters as bytes in two words; false where one of them is not ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryNarrow(ReadOnlySpan<char> term, out ulong first, out ulong second)
    {
        Vector128<ushort> low, high;
        fixed (char* chars = term)
        {
            // What stands behind the term is masked out. It can be loaded as long as it does not lie in the next page, which may not be there.
            if (((nuint)chars & (PageBytes - 1)) <= PageBytes - VectorChars * sizeof(char))
            {
                var count = Vector128.Create((ushort)term.Length);
                low = Vector128.Load((ushort*)chars) & Vector128.LessThan(Vector128<ushort>.Indices, count);
                high = Vector128.Load((ushort*)chars + Vector128<ushort>.Count) & Vector128.LessThan(Vector128<ushort>.Indices + Vector128.Create((ushort)Vector128<ushort>.Count), count);
            }
            else
            {
                ushort* wide = stackalloc ushort[VectorChars];
                Vector256<ushort>.Zero.Store(wide);
                term.CopyTo(new Span<char>(wide, VectorChars));
                low = Vector128.Load(wide);
                high = Vector128.Load(wide + Vector128<ushort>.Count);
            }
        }

        var bytes = Vector128.Narrow(low, high).AsUInt64();
        (first, second) = (bytes.ToScalar(), bytes.GetElement(1));
        return ((low | high) & Vector128.Create((ushort)0xFF80)) == Vector128<ushort>.Zero;
    }

    /// <summary>Puts a term into the scratch words; gives its bytes.</summary>
    private int Encode(ReadOnlySpan<char> term)
    {
        int most = term.Length * 3;
        _scratch.SetCount(Math.Max(VectorChars, WordsOf(most)));
        var bytes = MemoryMarshal.AsBytes(_scratch.Span);
        _ = Utf8.FromUtf16(term, bytes, out _, out int written);
        bytes.Slice(written, Math.Min(WordSize, bytes.Length - written)).Clear();
        return written;
    }

    private int Add(int length)
    {
        int words = WordsOf(length);
        return Find(_scratch.Items, words, length, Hash(_scratch.Items, words, length));
    }

    /// <summary>Looks in the large table; adds the term where it is missing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Find(ulong* term, int words, int length, uint hash)
    {
        int mask = _slots.Count - 1;
        ulong* slots = _slots.Items;
        for (int slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            ulong found = slots[slot];
            if (found == 0)
            {
                slots[slot] = ((ulong)hash << 32) | (uint)(_terms.Count + 1);
                break;
            }

            if ((uint)(found >> 32) != hash)
                continue;
            var candidate = _terms.Items + ((uint)found - 1);
            if (candidate->Length == length && Equal(WordsAt(candidate), term, words))
                return (int)(uint)found - 1;
        }

        _terms.Add(new Term { First = words > 0 ? term[0] : 0, Second = words > 1 ? term[1] : 0, Start = _words.Count, Length = length });
        for (int i = 0; words > InRecord && i < words; i++)
            _words.Add(term[i]);
        if (_terms.Count >= _growAt)
            Rehash(2 * _slots.Count);
        return _terms.Count - 1;
    }

    private ulong* WordsAt(Term* term) => WordsOf(term->Length) <= InRecord ? &term->First : _words.Items + term->Start;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Equal(ulong* left, ulong* right, int words)
    {
        for (int i = 0; i < words; i++)
        {
            if (left[i] != right[i])
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(ulong* words, int count, int length)
    {
        ulong hash = Seed(length);
        for (int i = 0; i < count; i++)
            hash = Mix(hash, words[i]);
        return Finish(hash);
    }

    private static ulong Seed(int length) => (ulong)length * 0x9E3779B97F4A7C15;

    private static ulong Mix(ulong hash, ulong word) => BitOperations.RotateLeft((hash ^ word) * 0x9E3779B97F4A7C15, 29);

    private static uint Finish(ulong hash) => (uint)((hash * 0xC2B2AE3D27D4EB4F) >> 32);

    /// <summary>By other bits of the hash than the large table.</summary>
    private static uint RecentOf(uint hash) => (hash >> 16) % RecentSlots;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rehash(int slots)
    {
        _slots.Fill(slots, 0);
        _growAt = (int)(slots * 0.6);
        int mask = slots - 1;
        for (int id = 0; id < _terms.Count; id++)
        {
            var term = _terms.Items + id;
            uint hash = Hash(WordsAt(term), WordsOf(term->Length), term->Length);
            int slot = (int)hash & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = ((ulong)hash << 32) | (uint)(id + 1);
        }
    }

    private struct Term
    {
        public ulong First;
        public ulong Second;
        public int Start;
        public int Length;
    }

    private struct Recent
    {
        public ulong First;
        public ulong Second;
        public int Length;
        public int Id;
    }
}
