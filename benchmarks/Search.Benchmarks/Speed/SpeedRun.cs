using Search.Benchmarks.Commands;
using Search.Benchmarks.Game;

namespace Search.Benchmarks.Speed;

/// <summary>One run of all engines over one corpus: compared first, timed then, engine after engine.</summary>
internal sealed class SpeedRun(IReadOnlyList<EngineProcess> engines, Func<string, string> folderOf, string scratch)
{
    /// <summary>Compares every command's results with the brute force.</summary>
    /// <exception cref="MeasurementException">An engine that is to give the same results does not.</exception>
    public async Task<IReadOnlyList<CheckResult>> CheckAsync(BruteForce truth, IReadOnlyList<QuerySet> sets, IReadOnlyList<GameOperation> operations)
    {
        var results = new List<CheckResult>();
        foreach (var set in sets)
        {
            string queries = WriteQueries(set);
            foreach (var operation in operations)
            {
                var dumps = new List<(EngineProcess, IReadOnlyList<GameDumpLine>)>();
                foreach (var engine in engines)
                {
                    await Console.Error.WriteLineAsync($"comparing {operation.Name} of {set.Name}: {engine.Name}");
                    dumps.Add((engine, await engine.DumpAsync(folderOf(engine.Name), queries, operation.Name, Path.Combine(scratch, "dump.txt"))));
                }

                results.AddRange(new ResultCheck(truth).Compare(set, operation, dumps));
            }
        }

        foreach (var wrong in results.Where(IsWrong))
            await Console.Error.WriteLineAsync($"{wrong.Engine} {wrong.Command} {wrong.Set}: {wrong.WrongCounts} wrong counts, {wrong.WrongScores} wrong scores, as in: {wrong.Example}");
        return results.Any(IsWrong) ? throw new MeasurementException("Results differ; nothing was timed.") : results;
    }

    /// <summary>Times every command, the engines in turns.</summary>
    public async Task<IReadOnlyList<CommandTimes>> TimeAsync(IReadOnlyList<QuerySet> sets, IReadOnlyList<GameOperation> operations, int rounds, int repeats, int warmSeconds)
    {
        var results = new List<CommandTimes>();
        foreach (var set in sets)
        {
            string queries = WriteQueries(set);
            foreach (var operation in operations)
            {
                double[][] best = [.. engines.Select(_ => Enumerable.Repeat(double.NaN, set.Queries.Count).ToArray())];
                for (int repeat = 0; repeat < repeats; repeat++)
                {
                    for (int i = 0; i < engines.Count; i++)
                    {
                        await Console.Error.WriteLineAsync($"timing {operation.Name} of {set.Name}: {engines[i].Name}");
                        double[] micros = await engines[i].TimeAsync(folderOf(engines[i].Name), queries, operation.Name, rounds, warmSeconds);
                        for (int query = 0; query < micros.Length; query++)
                            best[i][query] = double.IsNaN(best[i][query]) ? micros[query] : Math.Min(best[i][query], micros[query]);
                    }
                }

                results.Add(CommandTimes.Of(set, operation.Name, [.. engines.Select((engine, i) => (engine.Name, best[i]))]));
            }
        }

        return results;
    }

    private bool IsWrong(CheckResult check) =>
        check.WrongScores > 0 || (check.WrongCounts > 0 && engines.First(engine => engine.Name == check.Engine).CountsExactly);

    private string WriteQueries(QuerySet set)
    {
        string path = Path.Combine(scratch, set.Name + ".txt");
        File.WriteAllLines(path, set.Queries.Select(query => query.Text));
        return path;
    }
}
