using System.Diagnostics;

namespace Search.Benchmarks.Load;

/// <summary>Starts requests at fixed moments, however long earlier ones take.</summary>
internal static class OpenLoop
{
    /// <returns>How long each request took from the moment at which it was due, in milliseconds; a negative number for one that failed.</returns>
    public static async Task<double[]> RunAsync(int rate, int seconds, Func<int, Task> request)
    {
        var pending = new Task<double>[rate * seconds];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < pending.Length; i++)
        {
            double due = i / (double)rate;
            double wait = due - Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (wait > 0)
                await Task.Delay(TimeSpan.FromSeconds(wait));
            int number = i;
            pending[i] = Task.Run(() => TimeAsync(start, due, request(number)));
        }

        return await Task.WhenAll(pending);
    }

    private static async Task<double> TimeAsync(long start, double due, Task request)
    {
        try
        {
            await request;
        }
        catch (HttpRequestException)
        {
            return -1;
        }

        return (Stopwatch.GetElapsedTime(start).TotalSeconds - due) * 1_000;
    }
}
