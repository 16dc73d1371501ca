using System.Text;

namespace Search.Benchmarks.Reports;

/// <summary>A table in Markdown: the first column to the left, the others to the right.</summary>
internal sealed class MarkdownTable(params IReadOnlyList<string> header)
{
    private readonly StringBuilder _text = new($"| {string.Join(" | ", header)} |\n|---|{string.Concat(Enumerable.Repeat("---:|", header.Count - 1))}\n");

    public void Add(params IReadOnlyList<string> cells) => _text.Append($"| {string.Join(" | ", cells)} |\n");

    public override string ToString() => _text.ToString();
}
