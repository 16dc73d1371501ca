using System.Globalization;

namespace Search.Core;

/// <summary>Shows the progress of a bulk add: a bar that is redrawn on a terminal, a line now and then elsewhere.</summary>
/// <remarks>Thread-safe. The line ends with the last report of the bulk add.</remarks>
public sealed class ConsoleProgressBar : IProgress<AddProgress>
{
    private const int BarWidth = 30;

    private readonly Lock _lock = new();
    private readonly TextWriter _writer;
    private readonly bool _redraw;
    private readonly TimeSpan _every;
    private TimeSpan _nextAt;
    private int _shown;

    /// <summary>A bar on the standard error stream.</summary>
    public ConsoleProgressBar()
        : this(Console.Error, !Console.IsErrorRedirected)
    {
    }

    /// <summary>A bar on a writer.</summary>
    /// <param name="writer">Where to write to; stays open.</param>
    /// <param name="isTerminal">Whether a carriage return goes back to the line's start there.</param>
    public ConsoleProgressBar(TextWriter writer, bool isTerminal)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _writer = writer;
        _redraw = isTerminal;
        _every = isTerminal ? TimeSpan.Zero : TimeSpan.FromSeconds(5);
    }

    /// <inheritdoc/>
    public void Report(AddProgress value)
    {
        lock (_lock)
        {
            if (value.Elapsed < _nextAt && !value.IsComplete)
                return;
            _nextAt = value.Elapsed + _every;
            Write(Line(value), end: value.IsComplete);
        }
    }

    internal static string Line(AddProgress progress)
    {
        long articles = progress.Indexed + progress.Replaced;
        double seconds = Math.Max(progress.Elapsed.TotalSeconds, 0.001);
        string counts = string.Create(CultureInfo.InvariantCulture, $"{articles:N0} articles, {articles / seconds:N0}/s")
            + (progress.Replaced > 0 ? $", {progress.Replaced:N0} replaced" : "")
            + (progress.Failed > 0 ? $", {progress.Failed:N0} failed" : "");
        if (progress.TotalBytes is not > 0)
            return counts;
        double share = Math.Clamp((double)progress.BytesRead / progress.TotalBytes.Value, 0, 1);
        int filled = (int)(share * BarWidth);
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {share * 100,3:N0} %  {counts}");
    }

    private void Write(string line, bool end)
    {
        if (!_redraw)
        {
            _writer.WriteLine(line);
            return;
        }

        _writer.Write('\r' + line + new string(' ', Math.Max(0, _shown - line.Length)));
        _shown = line.Length;
        if (end)
        {
            _writer.WriteLine();
            _shown = 0;
        }
    }
}
