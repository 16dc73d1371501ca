using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Search.Benchmarks.Commands;

/// <summary>BenchmarkDotNet over the kernels. Allocated bytes are shown: time is noisy, bytes are not.</summary>
internal sealed class MicroCommand : ICommand
{
    public string Name => "micro";

    public string Summary => "BenchmarkDotNet over the kernels, allocated bytes shown";

    public string Usage => "[--filter NAME...] [--quick yes]";

    public Task<int> RunAsync(CommandOptions options)
    {
        var filter = options.List("filter") ?? ["*"];
        bool quick = options.Text("quick") is "yes";
        options.Done();
        // In process: no project is generated and built, so it runs offline and in any checkout.
        var job = (quick ? Job.ShortRun : Job.Default).WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .WithOptions(ConfigOptions.JoinSummary | ConfigOptions.DisableLogFile)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .HideColumns(Column.Job, Column.Error, Column.StdDev, Column.RatioSD)
            .AddJob(job);
        BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly)
            .Run(["--filter", .. filter.Select(name => name.Contains('*', StringComparison.Ordinal) ? name : $"*{name}*")], config);
        return Task.FromResult(0);
    }
}
