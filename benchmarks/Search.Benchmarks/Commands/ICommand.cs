namespace Search.Benchmarks.Commands;

/// <summary>One word of the command line.</summary>
internal interface ICommand
{
    string Name { get; }

    string Summary { get; }

    /// <summary>The options, as they are shown to the user; empty when it takes none.</summary>
    string Usage { get; }

    /// <summary>Whether a user calls it; the others are calls of this program to itself.</summary>
    bool IsPublic => true;

    /// <returns>The exit code: 0 done, 1 failed or not comparable, 2 wrong usage, 3 a peer that was asked for is not installed.</returns>
    Task<int> RunAsync(CommandOptions options);
}
