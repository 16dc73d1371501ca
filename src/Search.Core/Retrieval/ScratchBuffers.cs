using System.Buffers;

namespace Search.Core.Retrieval;

/// <summary>Arrays that the cursors of one search borrow from the shared pool; given back together when it ends. Not thread-safe.</summary>
internal sealed class ScratchBuffers : IDisposable
{
    private readonly List<double[]> _doubles = [];
    private readonly List<int[]> _ints = [];

    /// <summary>Zeros, at least as many as asked for.</summary>
    public double[] Doubles(int count)
    {
        double[] array = ArrayPool<double>.Shared.Rent(count);
        Array.Clear(array);
        _doubles.Add(array);
        return array;
    }

    /// <summary>Makes an array of any content at least as long as asked for, keeping what it holds.</summary>
    public void Grow(ref int[] array, int count)
    {
        if (array.Length >= count)
            return;
        int[] grown = ArrayPool<int>.Shared.Rent(Math.Max(count, 16));
        array.CopyTo(grown, 0);
        if (_ints.Remove(array))
            ArrayPool<int>.Shared.Return(array);
        _ints.Add(grown);
        array = grown;
    }

    public void Dispose()
    {
        foreach (double[] array in _doubles)
            ArrayPool<double>.Shared.Return(array);
        foreach (int[] array in _ints)
            ArrayPool<int>.Shared.Return(array);
        _doubles.Clear();
        _ints.Clear();
    }
}
