using System.Numerics;
using Search.Core.Retrieval;

namespace Search.Core.Facets;

/// <summary>
/// The values of a segment's documents as numbers, one more than the place of the value; 0 for none. The first value of each document stands in an
/// array by document, of 16 bits where that is enough; further ones in a list by document. Immutable.
/// </summary>
internal sealed class DocumentOrdinals
{
    /// <summary>Documents are counted in so many tables in turn: an addition need not wait for the one before it to the same number.</summary>
    private const int Lanes = 4;

    /// <summary>With more values than this the tables would not stay in the nearest cache, and neighbours seldom have the same value.</summary>
    private const int MaxLaneValues = 1_024;

    private readonly ushort[]? _narrow;
    private readonly int[]? _wide;
    private readonly int[] _furtherDocs;
    private readonly int[] _furtherOrdinals;
    private readonly int[] _furtherStarts;

    /// <param name="valueCount">How many values there are.</param>
    /// <param name="first">By document: one more than the place of its first value, or 0.</param>
    /// <param name="further">Documents in ascending order with one more than the place of a further value, no pair twice.</param>
    public DocumentOrdinals(int valueCount, int[] first, List<(int Doc, int Ordinal)> further)
    {
        ValueCount = valueCount;
        int windows = (first.Length + (1 << MatchWindows.Shift) - 1) >> MatchWindows.Shift;
        // Filled up to whole windows, whose last documents are never set.
        if (valueCount < ushort.MaxValue)
        {
            _narrow = new ushort[windows << MatchWindows.Shift];
            for (int doc = 0; doc < first.Length; doc++)
                _narrow[doc] = (ushort)first[doc];
        }
        else
        {
            _wide = new int[windows << MatchWindows.Shift];
            first.CopyTo(_wide, 0);
        }
        _furtherDocs = [.. further.Select(pair => pair.Doc)];
        _furtherOrdinals = [.. further.Select(pair => pair.Ordinal)];
        _furtherStarts = new int[windows + 1];
        for (int i = 0, window = 0; window <= windows; window++)
        {
            while (i < _furtherDocs.Length && _furtherDocs[i] >> MatchWindows.Shift < window)
                i++;
            _furtherStarts[window] = i;
        }
    }

    public int ValueCount { get; }

    /// <summary>How many counters <see cref="Count"/> needs.</summary>
    public int CounterCount => (ValueCount + 1) * (UsesLanes ? Lanes : 1);

    private bool UsesLanes => ValueCount <= MaxLaneValues;

    /// <summary>Counts the values of a window's documents.</summary>
    /// <param name="window">Which window.</param>
    /// <param name="words">Its documents, as <see cref="IMatchVisitor.Visit"/> gives them.</param>
    /// <param name="counters">As many as <see cref="CounterCount"/>, 0 at first; <see cref="AddUp"/> makes counts of them.</param>
    public void Count(int window, ReadOnlySpan<ulong> words, Span<int> counters)
    {
        int first = window << MatchWindows.Shift;
        if (_narrow is not null)
            CountNarrow(_narrow.AsSpan(first, 1 << MatchWindows.Shift), words, counters, UsesLanes ? ValueCount + 1 : 0);
        else
            CountWide(_wide.AsSpan(first, 1 << MatchWindows.Shift), words, counters);
        for (int i = _furtherStarts[window]; i < _furtherStarts[window + 1]; i++)
        {
            int doc = _furtherDocs[i] - first;
            counters[_furtherOrdinals[i]] += (int)(words[doc >> 6] >> doc) & 1;
        }
    }

    /// <summary>Brings the counts together: of documents without a value first, then of each value.</summary>
    /// <returns>The first counters, one more than there are values.</returns>
    public ReadOnlySpan<int> AddUp(Span<int> counters)
    {
        int length = ValueCount + 1;
        for (int i = length; i < CounterCount; i++)
            counters[i % length] += counters[i];
        return counters[..length];
    }

    private static void CountNarrow(ReadOnlySpan<ushort> ordinals, ReadOnlySpan<ulong> words, Span<int> counters, int lane)
    {
        for (int i = 0; i < words.Length; i++)
        {
            ulong word = words[i];
            var range = ordinals.Slice(i << 6, 64);
            if (word == ulong.MaxValue)
            {
                for (int doc = 0; doc < 64; doc += Lanes)
                {
                    counters[range[doc]]++;
                    counters[range[doc + 1] + lane]++;
                    counters[range[doc + 2] + 2 * lane]++;
                    counters[range[doc + 3] + 3 * lane]++;
                }
                continue;
            }
            for (; word != 0; word &= word - 1)
            {
                counters[range[BitOperations.TrailingZeroCount(word)]]++;
                word &= word - 1;
                if (word == 0)
                    break;
                counters[range[BitOperations.TrailingZeroCount(word)] + lane]++;
            }
        }
    }

    private static void CountWide(ReadOnlySpan<int> ordinals, ReadOnlySpan<ulong> words, Span<int> counters)
    {
        for (int i = 0; i < words.Length; i++)
        {
            var range = ordinals.Slice(i << 6, 64);
            for (ulong word = words[i]; word != 0; word &= word - 1)
                counters[range[BitOperations.TrailingZeroCount(word)]]++;
        }
    }
}
