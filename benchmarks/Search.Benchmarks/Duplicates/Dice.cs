using Search.Benchmarks.Expansion;

namespace Search.Benchmarks.Duplicates;

/// <summary>Choices that a seed makes, the same everywhere.</summary>
internal sealed class Dice(ulong seed)
{
    private SplitMix64 _random = new(seed);

    /// <summary>From 0 to below a number.</summary>
    public int Below(int count) => (int)(_random.Unit() * count);

    public bool Chance(double probability) => _random.Unit() < probability;

    /// <summary>Between two numbers.</summary>
    public double Between(double low, double high) => low + _random.Unit() * (high - low);

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
