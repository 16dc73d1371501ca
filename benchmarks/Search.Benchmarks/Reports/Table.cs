using System.Text;

namespace Search.Benchmarks.Reports;

/// <summary>A table of text: the first column to the left, the others, figures mostly, to the right.</summary>
internal sealed class Table(params IReadOnlyList<string> header)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public void Add(params IReadOnlyList<string> cells)
    {
        if (cells.Count != header.Count)
            throw new ArgumentException($"A row of {cells.Count} cells under {header.Count} headings.", nameof(cells));
        _rows.Add(cells);
    }

    public override string ToString()
    {
        int[] widths = [.. header.Select((cell, column) => _rows.Select(row => row[column].Length).Append(cell.Length).Max())];
        var text = new StringBuilder();
        Append(text, header, widths);
        Append(text, [.. widths.Select(width => new string('-', width))], widths);
        foreach (var row in _rows)
            Append(text, row, widths);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<string> cells, int[] widths)
    {
        int start = text.Length;
        for (int i = 0; i < cells.Count; i++)
            text.Append(i == 0 ? cells[i].PadRight(widths[i]) : "  " + cells[i].PadLeft(widths[i]));
        while (text.Length > start && text[^1] == ' ')
            text.Length--;
        text.Append('\n');
    }
}
