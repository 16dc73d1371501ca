namespace Search.Core.Retrieval;

/// <summary>
/// The values of a segment as 32-bit numbers of the same order, from 1 on: how many steps a value lies above the smallest, where all lie on steps of
/// one size that are few enough (days, seconds); otherwise the place among the sorted distinct values. Immutable.
/// </summary>
internal sealed class ValueCoding
{
    private readonly long _smallest;
    private readonly ulong _step;
    private readonly long[]? _distinct;

    private ValueCoding(long smallest, ulong step, long[]? distinct, uint last) =>
        (_smallest, _step, _distinct, Last) = (smallest, step, distinct, last);

    /// <summary>The code of the largest value; less than the largest number.</summary>
    public uint Last { get; }

    /// <summary>Bytes of the sorted values.</summary>
    public long Memory => _distinct is null ? 0 : (long)_distinct.Length * sizeof(long);

    /// <summary>Finds the coding of some values.</summary>
    /// <param name="values">At least one. Sorted where steps do not do.</param>
    public static ValueCoding Of(Span<long> values)
    {
        long smallest = values[0], largest = values[0];
        foreach (long value in values)
        {
            smallest = Math.Min(smallest, value);
            largest = Math.Max(largest, value);
        }
        ulong step = 0;
        foreach (long value in values)
        {
            ulong above = Difference(value, smallest);
            // Mostly a multiple of what was found before.
            if (step == 0 || above % step != 0)
                step = GreatestDivisor(above, step);
            if (step == 1)
                break;
        }
        step = Math.Max(1, step);
        ulong steps = Difference(largest, smallest) / step;
        return steps <= uint.MaxValue - 2 ? new ValueCoding(smallest, step, null, (uint)steps + 1) : OfDistinct(values);
    }

    /// <summary>The code of a value of the segment.</summary>
    public uint Code(long value) => CodeUpTo(value);

    /// <summary>The value of a code.</summary>
    public long Value(uint code) =>
        _distinct is not null ? _distinct[code - 1] : unchecked(_smallest + (long)((code - 1) * _step));

    /// <summary>The least code of a value that is not below one; one more than <see cref="Last"/> when all are below.</summary>
    public uint CodeFrom(long value)
    {
        if (value == long.MinValue)
            return 1;
        return CodeUpTo(value - 1) + 1;
    }

    /// <summary>The largest code of a value that is not above one; 0 when all are above.</summary>
    public uint CodeUpTo(long value)
    {
        if (_distinct is not null)
        {
            int at = Array.BinarySearch(_distinct, value);
            return (uint)(at >= 0 ? at + 1 : ~at);
        }
        if (value < _smallest)
            return 0;
        ulong steps = Difference(value, _smallest) / _step;
        return steps >= Last ? Last : (uint)steps + 1;
    }

    private static ValueCoding OfDistinct(Span<long> values)
    {
        values.Sort();
        int count = 1;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] != values[i - 1])
                values[count++] = values[i];
        }
        return new ValueCoding(values[0], 1, values[..count].ToArray(), (uint)count);
    }

    /// <summary>The difference of two longs fits an unsigned one, whatever they are.</summary>
    private static ulong Difference(long larger, long smaller) => unchecked((ulong)(larger - smaller));

    private static ulong GreatestDivisor(ulong x, ulong y)
    {
        while (y != 0)
            (x, y) = (y, x % y);
        return x;
    }
}
