using System.Diagnostics;

namespace Search.Core.Searching;

/// <summary>Tells how long each stage of one search took; what comes between two calls belongs to the later one. Not thread-safe.</summary>
internal sealed class StageClock
{
    private readonly List<(string Stage, long Ticks)> _stages = [];
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Ends a stretch of a stage; a stage may have several.</summary>
    public void Done(string stage)
    {
        long now = Stopwatch.GetTimestamp();
        int at = _stages.FindIndex(known => known.Stage == stage);
        if (at < 0)
            _stages.Add((stage, now - _last));
        else
            _stages[at] = (stage, _stages[at].Ticks + now - _last);
        _last = now;
    }

    /// <summary>The stages in the order in which they first ended.</summary>
    public IReadOnlyList<StageTime> ToList() => [.. _stages.Select(stage => new StageTime(stage.Stage, Stopwatch.GetElapsedTime(0, stage.Ticks)))];
}
