using System.Diagnostics;
using System.Reflection;
using System.Runtime.Intrinsics.X86;
using Search.Core.Tests.Postings;

namespace Search.Core.Tests.Retrieval;

/// <summary>Runs the tests of the kernels, and a few cases of the whole, in another process without the vector instructions that this one has.</summary>
public sealed class IntrinsicsTests
{
    /// <summary>How many results the other process compares by <see cref="RetrievalPropertyTests"/>.</summary>
    private const string Cases = "1500";

    private static readonly string[] s_tests =
    [
        .. new[] { typeof(BitPackingTests), typeof(BlockDecoderTests), typeof(FrequencySumsTests), typeof(PositionBlocksTests), typeof(RangeKernelsTests), typeof(DocumentKernelsTests), typeof(IntersectionKernelsTests), typeof(BoundKernelsTests), typeof(ListReaderTests), typeof(ScoreBoundsTests), typeof(SegmentTermTests) }
            .Select(type => $"{type.FullName}.*"),
        $"{typeof(RetrievalPropertyTests).FullName}.{nameof(RetrievalPropertyTests.Every_way_gives_the_naive_result)}",
        $"{typeof(IntrinsicsTests).FullName}.{nameof(What_is_switched_off_is_off)}",
    ];

    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Results_are_the_same_without(string setting)
    {
        string program = Path.Combine(AppContext.BaseDirectory, Assembly.GetExecutingAssembly().GetName().Name + (OperatingSystem.IsWindows() ? ".exe" : ""));
        Assert.SkipUnless(File.Exists(program), "The tests were built without an executable to start as the other process.");
        var start = new ProcessStartInfo(program, [.. s_tests.SelectMany(test => new[] { "-method", test })])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [setting] = "0", ["SEARCH_PROPERTY_CASES"] = Cases },
        };
        using Process other = Process.Start(start)!;
        try
        {
            var errors = other.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string said = await other.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await other.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(other.ExitCode == 0, $"{said}\n{await errors}");
        }
        finally
        {
            if (!other.HasExited)
                other.Kill();
        }
    }

    [Fact]
    public void What_is_switched_off_is_off()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_EnableAVX2") == "0" || Environment.GetEnvironmentVariable("DOTNET_EnableHWIntrinsic") == "0")
            Assert.False(Avx2.IsSupported);
    }
}
