namespace Search.Core.Tests;

/// <summary>A clock on which a second passes each time that it is looked at, so that a limit of time ends work after so many looks.</summary>
internal sealed class CountingClock : TimeProvider
{
    private long _looks;

    public long Looks => Interlocked.Read(ref _looks);

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => Interlocked.Increment(ref _looks);
}
