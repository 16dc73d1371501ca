namespace Search.Benchmarks.Load;

/// <summary>Queries for want of a file of them: words that news have whatever the archive.</summary>
internal static class LoadQueries
{
    public static IReadOnlyList<string> BuiltIn { get; } =
    [
        "president", "interest rates", "oil prices opec", "\"prime minister\"", "election results", "bank loans", "+trade +agreement", "court ruling appeal",
        "flood", "school budget", "\"central bank\"", "new york", "union strike workers", "health care", "government spending cuts", "music festival",
    ];
}
