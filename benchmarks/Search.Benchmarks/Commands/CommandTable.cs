using Search.Benchmarks.Peers;

namespace Search.Benchmarks.Commands;

/// <summary>Finds the command, and turns what goes wrong into a message and an exit code.</summary>
internal sealed class CommandTable(params IReadOnlyList<ICommand> commands)
{
    public async Task<int> RunAsync(string[] args)
    {
        var command = args.Length == 0 ? null : commands.FirstOrDefault(each => each.Name == args[0]);
        if (command is null)
        {
            if (args.Length > 0 && args[0] is not ("--help" or "-h" or "help"))
                await Console.Error.WriteLineAsync($"There is no command '{args[0]}'.");
            ShowCommands(args.Length > 0 && args[0] is "--help" or "-h" or "help" ? Console.Out : Console.Error);
            return args.Length > 0 && args[0] is "--help" or "-h" or "help" ? 0 : 2;
        }

        try
        {
            return await command.RunAsync(CommandOptions.Parse(args.AsSpan(1)));
        }
        catch (UsageException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Message}\nUsage: {command.Name} {command.Usage}");
            return 2;
        }
        catch (PeerMissingException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 3;
        }
        catch (Exception exception) when (exception is MeasurementException or IOException or UnauthorizedAccessException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private void ShowCommands(TextWriter writer)
    {
        foreach (var command in commands.Where(each => each.IsPublic))
        {
            writer.WriteLine($"{command.Name,-10} {command.Summary}");
            if (command.Usage.Length > 0)
                writer.WriteLine($"{"",-10} {command.Usage}");
        }
    }
}
