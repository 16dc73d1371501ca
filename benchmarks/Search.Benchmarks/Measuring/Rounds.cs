using System.Diagnostics;

namespace Search.Benchmarks.Measuring;

/// <summary>How often everything is run, before the clock counts and while it does.</summary>
/// <param name="Timed">Rounds over all queries that count.</param>
/// <param name="WarmUp">At least so many rounds before, the compiler needs calls,</param>
/// <param name="WarmUpSeconds">and at least so many seconds: it needs time too, as it compiles in the background.</param>
internal readonly record struct Rounds(int Timed, int WarmUp, int WarmUpSeconds)
{
    /// <summary>Runs a round until both are reached.</summary>
    /// <returns>The number of rounds that it took.</returns>
    public int Warm(Action round)
    {
        var clock = Stopwatch.StartNew();
        int done = 0;
        while (done < WarmUp || clock.Elapsed.TotalSeconds < WarmUpSeconds)
        {
            round();
            done++;
        }

        return done;
    }
}
