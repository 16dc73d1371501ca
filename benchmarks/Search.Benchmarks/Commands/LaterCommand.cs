namespace Search.Benchmarks.Commands;

/// <summary>A command of the interface that is not built yet: it says so, and no caller takes it for a measurement.</summary>
internal sealed class LaterCommand(string name, string what) : ICommand
{
    public string Name => name;

    public string Summary => $"{what} (not built yet)";

    public string Usage => "";

    public Task<int> RunAsync(CommandOptions options)
    {
        Console.Error.WriteLine($"'{name}' is not built yet: {what}.");
        return Task.FromResult(2);
    }
}
