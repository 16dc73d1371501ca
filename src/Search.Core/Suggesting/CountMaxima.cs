namespace Search.Core.Suggesting;

/// <summary>
/// The greatest counts of stretches of places, of 64, of 1,024 and so on, in which <see cref="BestPlaces"/> looks where the greatest counts of a range
/// are without reading all of it. Immutable.
/// </summary>
internal sealed class CountMaxima
{
    private const int LeastShift = 6, ShiftStep = 4;

    private readonly int[][] _levels;

    public CountMaxima(int[] counts)
    {
        var levels = new List<int[]>();
        int[] below = counts;
        for (int shift = LeastShift; ; shift = ShiftStep)
        {
            int[] level = new int[(below.Length + (1 << shift) - 1) >> shift];
            for (int i = 0; i < below.Length; i++)
                level[i >> shift] = Math.Max(level[i >> shift], below[i]);
            levels.Add(level);
            if (level.Length <= 1 << ShiftStep)
                break;
            below = level;
        }
        _levels = [.. levels];
    }

    public long Bytes => _levels.Sum(level => 4L * level.Length);

    /// <summary>The highest level of stretches.</summary>
    public int Top => _levels.Length - 1;

    /// <summary>How many stretches a level has.</summary>
    public int CountOf(int level) => _levels[level].Length;

    /// <summary>The greatest count of a stretch.</summary>
    public int Of(int level, int stretch) => _levels[level][stretch];

    /// <summary>The first place of a stretch.</summary>
    public static int StartOf(int level, int stretch) => stretch << ShiftOf(level);

    public static int LengthOf(int level) => 1 << ShiftOf(level);

    /// <summary>The stretches of the level below that a stretch consists of.</summary>
    public TextRange Parts(int level, int stretch) => new(stretch << ShiftStep, Math.Min(_levels[level - 1].Length, (stretch + 1) << ShiftStep));

    private static int ShiftOf(int level) => LeastShift + level * ShiftStep;
}
