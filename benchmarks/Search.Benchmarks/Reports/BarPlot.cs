using System.Globalization;
using System.Net;
using System.Text;

namespace Search.Benchmarks.Reports;

/// <summary>One plot of grouped bars.</summary>
/// <param name="Title">Above it.</param>
/// <param name="Groups">Along the horizontal axis.</param>
/// <param name="Values">By series and group; null where there is none.</param>
internal sealed record BarPanel(string Title, IReadOnlyList<string> Groups, IReadOnlyList<IReadOnlyList<double?>> Values);

/// <summary>Panels of grouped bars as SVG, one below the other, with the logarithm of the value upwards: what is compared lies decades apart.</summary>
internal static class BarPlot
{
    private const int Width = 960, PanelHeight = 300, Left = 70, Right = 20, Top = 60, Bottom = 46, Header = 70;

    // Distinct in brightness too.
    private static readonly string[] s_colours = ["#1b6ca8", "#e07b39", "#7a9e3b", "#8a6bb1", "#b3b3b3"];

    public static string Draw(string title, string caption, string unit, IReadOnlyList<string> series, IReadOnlyList<BarPanel> panels)
    {
        int height = Header + panels.Count * PanelHeight + 20;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"#fff\"/>\n");
        Text(svg, Left, 24, title, "start", "font-size=\"17\" font-weight=\"bold\"");
        Text(svg, Left, 42, caption, "start", "fill=\"#666\"");
        double x = Left;
        for (int i = 0; i < series.Count; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0}\" y=\"52\" width=\"12\" height=\"12\" fill=\"{Colour(i)}\"/>\n");
            Text(svg, x + 17, 62, series[i], "start", "");
            x += 40 + 7 * series[i].Length;
        }

        for (int i = 0; i < panels.Count; i++)
            Draw(svg, panels[i], Header + i * PanelHeight, unit);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Draw(StringBuilder svg, BarPanel panel, int y, string unit)
    {
        double[] values = [.. panel.Values.SelectMany(row => row).OfType<double>().Where(value => value > 0)];
        if (values.Length == 0)
            return;
        int lowest = (int)Math.Floor(Math.Log10(values.Min())), highest = Math.Max(lowest + 1, (int)Math.Ceiling(Math.Log10(values.Max())));
        double top = y + Top, bottom = y + PanelHeight - Bottom;
        Text(svg, Left, y + 38, $"{panel.Title} ({unit}, logarithmic)", "start", "font-weight=\"bold\"");
        for (int power = lowest; power <= highest; power++)
        {
            double at = Height(power);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{at:0.#}\" y2=\"{at:0.#}\" stroke=\"#ddd\"/>\n");
            Text(svg, Left - 8, at + 4, Math.Pow(10, power).ToString("#,0.######", CultureInfo.InvariantCulture), "end", "fill=\"#666\"");
        }

        double groupWidth = (Width - Left - Right) / (double)panel.Groups.Count;
        double barWidth = Math.Min(26, groupWidth * 0.86 / panel.Values.Count);
        for (int group = 0; group < panel.Groups.Count; group++)
        {
            double middle = Left + (group + 0.5) * groupWidth;
            Text(svg, middle, bottom + 18, panel.Groups[group], "middle", "");
            for (int row = 0; row < panel.Values.Count; row++)
            {
                if (panel.Values[row][group] is not { } value || value <= 0)
                    continue;
                double at = Height(Math.Log10(value)), left = middle + (row - panel.Values.Count / 2.0) * barWidth;
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{left:0.#}\" y=\"{at:0.#}\" width=\"{barWidth - 1:0.#}\" height=\"{bottom - at:0.#}\" fill=\"{Colour(row)}\"/>\n");
                Text(svg, left + (barWidth - 1) / 2, at - 3, Short(value), "middle", "font-size=\"8\" fill=\"#444\"");
            }
        }

        double Height(double logarithm) => bottom - (logarithm - lowest) / (highest - lowest) * (bottom - top);
    }

    private static string Colour(int series) => s_colours[series % s_colours.Length];

    private static string Short(double value) =>
        value >= 1_000 ? (value / 1000).ToString(value < 9_950 ? "0.#" : "0", CultureInfo.InvariantCulture) + "k"
        : value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture);

    private static void Text(StringBuilder svg, double x, double y, string text, string anchor, string more) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" {more}>{WebUtility.HtmlEncode(text)}</text>\n");
}
