namespace Search.Core.Indexing.Optimizing;

/// <summary>
/// Orders documents so that those of like terms stand together: recursive graph bisection (Dhulipala et al., "Compressing graphs and indexes
/// with recursive graph bisection", 2016, doi:10.1145/2939672.2939862), with the gains of Mackenzie et al., "Faster index reordering with
/// bipartite graph partitioning", 2021, doi:10.1145/3404835.3462991. The same input gives the same order, on any number of threads.
/// </summary>
internal sealed class GraphBisection(ForwardIndex index, Action checkCancelled, Action<double>? progress = null) : IDisposable
{
    private const int SmallestPartition = 32;
    private const int Iterations = 12;
    private const int ParallelFrom = 1 << 14;

    // Logarithms of small numbers, which nearly all degrees are.
    private static readonly float[] s_log2 = [.. Enumerable.Range(0, 1 << 16).Select(value => value == 0 ? 0 : MathF.Log2(value))];

    // Documents that were treated, on all levels.
    private long _done;
    private long _all;

    private readonly ThreadLocal<Degrees> _degrees = new(() => new Degrees(index.TermCount));

    /// <summary>The documents in their new order.</summary>
    public int[] Order()
    {
        int[] documents = [.. Enumerable.Range(0, index.Starts.Length - 1)];
        float[] gains = new float[documents.Length];
        int levels = 0;
        while (documents.Length >> levels > SmallestPartition)
            levels++;
        _all = (long)documents.Length * levels;
        Bisect(documents, gains, 0, documents.Length);
        return documents;
    }

    public void Dispose() => _degrees.Dispose();

    private void Bisect(int[] documents, float[] gains, int start, int end)
    {
        if (end - start <= SmallestPartition)
            return;
        checkCancelled();
        int middle = start + (end - start) / 2;
        var degrees = _degrees.Value!;
        degrees.Count(index, documents.AsSpan(start..middle), documents.AsSpan(middle..end));
        for (int iteration = 0; iteration < Iterations && Exchange(documents, gains, start, middle, end, degrees); iteration++)
            checkCancelled();
        degrees.Clear();
        if (end - start >= ParallelFrom)
            progress?.Invoke((double)Interlocked.Add(ref _done, end - start) / _all);
        else
            Interlocked.Add(ref _done, end - start);
        if (end - start >= ParallelFrom)
        {
            Parallel.Invoke(() => Bisect(documents, gains, start, middle), () => Bisect(documents, gains, middle, end));
        }
        else
        {
            Bisect(documents, gains, start, middle);
            Bisect(documents, gains, middle, end);
        }
    }

    /// <summary>Exchanges the documents that gain most by changing sides; false when none does.</summary>
    private bool Exchange(int[] documents, float[] gains, int start, int middle, int end, Degrees degrees)
    {
        degrees.PrepareGains(middle - start, end - middle);
        for (int i = start; i < end; i++)
            gains[i] = degrees.GainOf(index, documents[i], isLeft: i < middle);
        // The best first; sorting is stable enough to be repeatable as equal gains are put in the order of their documents.
        Sort(documents.AsSpan(start..middle), gains.AsSpan(start..middle));
        Sort(documents.AsSpan(middle..end), gains.AsSpan(middle..end));
        int exchanged = 0;
        int most = Math.Min(middle - start, end - middle);
        while (exchanged < most && gains[start + exchanged] + gains[middle + exchanged] < 0)
        {
            int left = documents[start + exchanged], right = documents[middle + exchanged];
            degrees.Move(index, left, toLeft: false);
            degrees.Move(index, right, toLeft: true);
            documents[start + exchanged] = right;
            documents[middle + exchanged] = left;
            exchanged++;
        }

        return exchanged > (end - start) / 1_000;
    }

    /// <summary>By gain, the smallest (best) first, ties by document.</summary>
    private static void Sort(Span<int> documents, Span<float> gains)
    {
        long[] keys = System.Buffers.ArrayPool<long>.Shared.Rent(documents.Length);
        var span = keys.AsSpan(0, documents.Length);
        for (int i = 0; i < span.Length; i++)
        {
            // A float as an integer of the same order.
            int bits = BitConverter.SingleToInt32Bits(gains[i]);
            span[i] = ((long)(bits ^ ((bits >> 31) & int.MaxValue)) << 32) | (uint)documents[i];
        }

        span.Sort();
        for (int i = 0; i < span.Length; i++)
        {
            int bits = (int)(span[i] >> 32);
            gains[i] = BitConverter.Int32BitsToSingle(bits ^ ((bits >> 31) & int.MaxValue));
            documents[i] = (int)span[i];
        }

        System.Buffers.ArrayPool<long>.Shared.Return(keys);
    }

    /// <summary>In how many documents of either side each term is, for one partition at a time. One a thread.</summary>
    private sealed class Degrees(int termCount)
    {
        private readonly int[] _left = new int[termCount];
        private readonly int[] _right = new int[termCount];
        private readonly float[] _toRight = new float[termCount];
        private readonly float[] _toLeft = new float[termCount];
        private readonly List<int> _used = [];

        public void Count(ForwardIndex index, ReadOnlySpan<int> left, ReadOnlySpan<int> right)
        {
            foreach (int document in left)
                Count(index, document, _left);
            foreach (int document in right)
                Count(index, document, _right);
        }

        public void Clear()
        {
            foreach (int term in _used)
                _left[term] = _right[term] = 0;
            _used.Clear();
        }

        /// <summary>What a document's change of sides costs in bits for each of its terms, less what staying costs.</summary>
        public void PrepareGains(int leftSize, int rightSize)
        {
            float logLeft = Log2(leftSize), logRight = Log2(rightSize);
            foreach (int term in _used)
            {
                int left = _left[term], right = _right[term];
                float now = Cost(left, logLeft) + Cost(right, logRight);
                _toRight[term] = left > 0 ? Cost(left - 1, logLeft) + Cost(right + 1, logRight) - now : 0;
                _toLeft[term] = right > 0 ? Cost(left + 1, logLeft) + Cost(right - 1, logRight) - now : 0;
            }
        }

        public float GainOf(ForwardIndex index, int document, bool isLeft)
        {
            float[] gains = isLeft ? _toRight : _toLeft;
            float sum = 0;
            foreach (int term in TermsOf(index, document))
                sum += gains[term];
            return sum;
        }

        public void Move(ForwardIndex index, int document, bool toLeft)
        {
            int change = toLeft ? 1 : -1;
            foreach (int term in TermsOf(index, document))
            {
                _left[term] += change;
                _right[term] -= change;
            }
        }

        private static ReadOnlySpan<int> TermsOf(ForwardIndex index, int document) =>
            index.Terms.AsSpan((int)index.Starts[document], (int)(index.Starts[document + 1] - index.Starts[document]));

        /// <summary>Bits of the gaps of a term in so many of the documents of a side.</summary>
        private static float Cost(int degree, float logSize) => degree * (logSize - Log2(degree + 1));

        private static float Log2(int value) => value < s_log2.Length ? s_log2[value] : MathF.Log2(value);

        private void Count(ForwardIndex index, int document, int[] degrees)
        {
            foreach (int term in TermsOf(index, document))
            {
                if (_left[term] == 0 && _right[term] == 0)
                    _used.Add(term);
                degrees[term]++;
            }
        }
    }
}
