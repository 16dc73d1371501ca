using System.Runtime.InteropServices;

namespace Search.Core.Storage;

/// <summary>
/// Says which mapping a thread is copying from at this moment, so that a mapping is never released under a copy.
/// </summary>
/// <remarks>
/// A hazard pointer (Michael 2004, doi:10.1109/TPDS.2004.8) with an asymmetric fence: one cell a thread, written by that thread alone.
/// A reader publishes the mapping's number, then looks whether the mapping is still open, copies, and withdraws the number: two plain
/// stores, no contended cache line. A closer first makes the mapping look closed, then calls <see cref="WaitForReaders"/>, whose
/// process-wide barrier puts every reader on one side: it had published before the barrier and is seen and waited for,
/// or it looks after the barrier and finds the mapping closed.
/// </remarks>
internal sealed class ReadGuard
{
    [ThreadStatic]
    private static ReadGuard? s_current;

    // Weak, because a thread's cell ends with its thread; swept when the list has doubled.
    private static readonly List<WeakReference<ReadGuard>> s_all = [];
    private static int s_sweepAt = 64;

    private PaddedCell _cell;

    private ReadGuard()
    {
    }

    /// <summary>The calling thread's guard.</summary>
    public static ReadGuard Current => s_current ?? Register();

    /// <summary>Announces a copy. Not nested. Look whether the mapping is open only after it.</summary>
    public void Enter(long mapping) => Volatile.Write(ref _cell.Mapping, mapping);

    /// <summary>Ends the copy.</summary>
    public void Exit() => Volatile.Write(ref _cell.Mapping, 0);

    /// <summary>Returns when no thread copies from a mapping that has already been made to look closed.</summary>
    public static void WaitForReaders(long mapping)
    {
        Interlocked.MemoryBarrierProcessWide();
        ReadGuard[] guards;
        lock (s_all)
        {
            // A thread that registers later than this has not looked yet, and will find the mapping closed.
            guards = Living();
        }

        foreach (ReadGuard guard in guards)
        {
            SpinWait spin = default;
            while (Volatile.Read(ref guard._cell.Mapping) == mapping)
            {
                spin.SpinOnce();
            }
        }
    }

    private static ReadGuard Register()
    {
        var guard = new ReadGuard();
        lock (s_all)
        {
            if (s_all.Count >= s_sweepAt)
            {
                s_all.RemoveAll(reference => !reference.TryGetTarget(out _));
                s_sweepAt = Math.Max(64, 2 * s_all.Count);
            }

            s_all.Add(new WeakReference<ReadGuard>(guard));
        }

        return s_current = guard;
    }

    private static ReadGuard[] Living()
    {
        var guards = new List<ReadGuard>(s_all.Count);
        foreach (WeakReference<ReadGuard> reference in s_all)
        {
            if (reference.TryGetTarget(out ReadGuard? guard))
            {
                guards.Add(guard);
            }
        }

        return [.. guards];
    }

    // 64 bytes of room on both sides: the collector may lay the cells of two threads side by side.
    [StructLayout(LayoutKind.Explicit, Size = 136)]
    private struct PaddedCell
    {
        [FieldOffset(64)]
        public long Mapping;
    }
}
