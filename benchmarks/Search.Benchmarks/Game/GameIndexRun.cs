namespace Search.Benchmarks.Game;

/// <summary>What <c>game index</c> reports of itself, in one line of JSON; the Java peer writes the same names.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Documents">Documents indexed.</param>
/// <param name="Seconds">From the first byte of input until merged, durable and closed.</param>
/// <param name="IndexBytes">All files.</param>
/// <param name="PeakRssBytes">The largest resident memory of the process, touched mapped files included; null where unknown.</param>
/// <param name="Segments">Segments of the index.</param>
internal sealed record GameIndexRun(string Engine, long Documents, double Seconds, long IndexBytes, long? PeakRssBytes, int Segments)
{
    public static long BytesOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
