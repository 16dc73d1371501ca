namespace Search.Benchmarks.Load;

/// <summary>What came of one run of requests at a fixed rate.</summary>
internal sealed record LoadRun(string Name, int Rate, int Updates, int Requests, int Errors, double P50Ms, double P99Ms, double P999Ms, double MaxMs)
{
    public static LoadRun Of(string name, int rate, int updates, double[] millis)
    {
        double[] sorted = [.. millis.Where(value => value >= 0).Order()];
        return new LoadRun(name, rate, updates, millis.Length, millis.Length - sorted.Length, At(sorted, 0.5), At(sorted, 0.99), At(sorted, 0.999), At(sorted, 1));
    }

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : Math.Round(sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)], 3);
}
