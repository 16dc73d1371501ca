using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace Search.Core.Postings;

/// <summary>
/// The index of a field's dictionary: for each beginning of terms that has a block, where that is. It is an automaton of Lucene's, which is walked byte by byte in the
/// mapped file. Every place is checked. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// As Lucene 4.8 writes it: a node is the arcs that leave it, in ascending order of their bytes, either one behind the other or, where there are many, each in as many bytes as the longest, to be
/// searched by halving. All is read backwards, from the node's address down.
/// </remarks>
internal sealed unsafe class TermIndex(PostingsMemory file, byte* bytes, long length, long root)
{
    /// <summary>What a path may say at most: the place of a block, and of its parts by the byte that follows.</summary>
    public const int MostOutput = 4_096;

    private const int Final = 1, Last = 2, TargetFollows = 4, Stop = 8, HasOutput = 16, HasFinalOutput = 32;

    /// <summary>In place of an arc's flags: the arcs have one size.</summary>
    private const int OneSize = HasFinalOutput;

    /// <summary>Follows a term's bytes as far as they lead.</summary>
    /// <param name="term">The term.</param>
    /// <param name="output">Has room for <see cref="MostOutput"/>; gets what is said of the longest beginning of the term that has a block.</param>
    /// <param name="outputLength">Its length; stays where only the empty beginning has a block.</param>
    /// <returns>The length of that beginning.</returns>
    [SkipLocalsInit]
    public int Walk(ReadOnlySpan<byte> term, byte* output, ref int outputLength)
    {
        byte* path = stackalloc byte[MostOutput];
        int pathLength = 0, prefix = 0;
        long node = root;
        for (int depth = 0; depth < term.Length && node > 0; depth++)
        {
            if (!TryFind(node, term[depth], out var arc))
                break;
            Append(arc.Output, arc.OutputLength, path, ref pathLength);
            node = arc.Target;
            if (!arc.IsFinal)
                continue;
            prefix = depth + 1;
            outputLength = pathLength;
            new ReadOnlySpan<byte>(path, pathLength).CopyTo(new Span<byte>(output, MostOutput));
            Append(arc.FinalOutput, arc.FinalOutputLength, output, ref outputLength);
        }

        return prefix;
    }

    /// <summary>An arc: where its outputs start, backwards, and the node that it leads to; 0 for none.</summary>
    private struct Arc
    {
        public long Output, FinalOutput, Target;
        public int OutputLength, FinalOutputLength;
        public bool IsFinal;
    }

    private bool TryFind(long node, byte label, out Arc arc)
    {
        arc = default;
        long at = node;
        int flags = Read(ref at);
        if (flags == OneSize)
        {
            int count = ReadNumber(ref at), size = ReadNumber(ref at);
            long first = at;
            if (!TryFindPlace(first, count, size, label, out int place))
                return false;
            at = first - (long)place * size;
            flags = Read(ref at);
            at--;
            ReadOutputs(flags, ref at, ref arc);
            if ((flags & (TargetFollows | Last)) == TargetFollows)
                at = first - (long)count * size;
        }
        else
        {
            for (; ; flags = Read(ref at))
            {
                byte found = Read(ref at);
                if (found == label)
                    break;
                if (found > label || (flags & Last) != 0)
                    return false;
                SkipArc(flags, ref at);
            }

            ReadOutputs(flags, ref at, ref arc);
            if ((flags & (TargetFollows | Last)) == TargetFollows)
                SkipToNext(ref at);
        }

        arc.IsFinal = (flags & Final) != 0;
        arc.Target = (flags & Stop) != 0 ? 0 : (flags & TargetFollows) != 0 ? at : ReadLong(ref at);
        return true;
    }

    private bool TryFindPlace(long first, int count, int size, byte label, out int place)
    {
        int low = 0, high = count - 1;
        while (low <= high)
        {
            place = (int)((uint)(low + high) >> 1);
            // Behind the flags.
            long at = first - (long)place * size - 1;
            byte found = Read(ref at);
            if (found == label)
                return true;
            if (found < label)
                low = place + 1;
            else
                high = place - 1;
        }

        place = -1;
        return false;
    }

    private void ReadOutputs(int flags, ref long at, ref Arc arc)
    {
        if ((flags & HasOutput) != 0)
        {
            arc.OutputLength = ReadNumber(ref at);
            arc.Output = at;
            at -= arc.OutputLength;
        }

        if ((flags & HasFinalOutput) == 0)
            return;
        arc.FinalOutputLength = ReadNumber(ref at);
        arc.FinalOutput = at;
        at -= arc.FinalOutputLength;
    }

    /// <summary>Goes over what follows an arc's byte.</summary>
    private void SkipArc(int flags, ref long at)
    {
        Arc skipped = default;
        ReadOutputs(flags, ref at, ref skipped);
        if ((flags & (Stop | TargetFollows)) == 0)
            ReadLong(ref at);
    }

    /// <summary>Goes over the other arcs of a node.</summary>
    private void SkipToNext(ref long at)
    {
        int flags;
        do
        {
            flags = Read(ref at);
            at--;
            SkipArc(flags, ref at);
        }
        while ((flags & Last) == 0);
    }

    private void Append(long from, int count, byte* output, ref int outputLength)
    {
        if (count > MostOutput - outputLength || (count > 0 && (from >= length || from - count < -1)))
            throw Damaged();
        for (int i = 0; i < count; i++)
            output[outputLength++] = bytes[from - i];
    }

    private byte Read(ref long at) => (ulong)at < (ulong)length ? bytes[at--] : throw Damaged();

    private int ReadNumber(ref long at)
    {
        long value = ReadLong(ref at);
        return value <= int.MaxValue ? (int)value : throw Damaged();
    }

    private long ReadLong(ref long at)
    {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte part = Read(ref at);
            value |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw Damaged();
    }

    private CorruptIndexException Damaged() => file.Damaged("its automaton leads out of it");
}
