using Search.Core.Indexing;

namespace Search.Core.Tests.Indexing;

public sealed class LiveIdsTests
{
    [Fact]
    public void AWriteIsKnownUntilItsRefreshEnds()
    {
        var ids = new LiveIds();
        ids.Set("a", exists: true);
        ids.BeginRefresh();
        ids.Set("b", exists: false);
        Assert.True(ids.TryGet("a", out bool exists) && exists);
        ids.EndRefresh();
        Assert.False(ids.TryGet("a", out _));
        Assert.True(ids.TryGet("b", out exists) && !exists);
    }

    [Fact]
    public void AFailedRefreshForgetsNothingAndTheLaterWriteStays()
    {
        var ids = new LiveIds();
        ids.Set("a", exists: true);
        ids.Set("b", exists: true);
        ids.BeginRefresh();
        ids.Set("a", exists: false);
        ids.AbandonRefresh();
        Assert.True(ids.TryGet("a", out bool exists) && !exists);
        Assert.True(ids.TryGet("b", out exists) && exists);
    }
}

public sealed class SharedWorkTests
{
    [Fact]
    public async Task WhoeverAsksGetsARunThatStartsAfterwards()
    {
        int started = 0;
        using var proceed = new SemaphoreSlim(0);
        using var entered = new SemaphoreSlim(0);
        var work = new SharedWork(() =>
        {
            Interlocked.Increment(ref started);
            entered.Release();
            proceed.Wait();
        });
        var first = work.RunAsync();
        await entered.WaitAsync(TestContext.Current.CancellationToken);
        // The first run is under way: these three share the second.
        var others = new[] { work.RunAsync(), work.RunAsync(), work.RunAsync() };
        proceed.Release();
        await first;
        Assert.All(others, other => Assert.False(other.IsCompleted));
        await entered.WaitAsync(TestContext.Current.CancellationToken);
        proceed.Release();
        await Task.WhenAll(others);
        Assert.Equal(2, started);
    }

    [Fact]
    public async Task AnErrorReachesThoseWhoWaitedForThatRunOnly()
    {
        bool fail = true;
        var work = new SharedWork(() =>
        {
            if (fail)
                throw new IOException("full");
        });
        await Assert.ThrowsAsync<IOException>(work.RunAsync);
        fail = false;
        await work.RunAsync();
    }
}

public sealed class OperationGateTests
{
    [Fact]
    public async Task ClosingWaitsForWhatIsUnderWayAndRefusesTheRest()
    {
        var gate = new OperationGate("index");
        var pass = gate.Enter();
        var closed = gate.Close();
        Assert.NotNull(closed);
        Assert.False(closed.IsCompleted);
        Assert.Throws<ObjectDisposedException>(() => gate.Enter());
        Assert.Null(gate.Close());
        pass.Dispose();
        await closed;
    }
}
