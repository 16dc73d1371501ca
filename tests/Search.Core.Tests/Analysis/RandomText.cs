using System.Text;

namespace Search.Core.Tests.Analysis;

/// <summary>Text of the pieces that tokenizers stumble over, each pseudo-random text decided by its seed.</summary>
internal static class RandomText
{
    private static readonly string[] s_pieces =
    [
        "a", "b", "s", "S", "U", "K", "talks", "Talk", "khan", "Security", "é", "e\u0301", "ß", "ﬁ", "Ω", "ж", "й", "中", "ひ", "カ", "한", "ש", "\u05B0",
        "हि", "0", "1", "42", "000", "½", "²", "٣", "'", "'", "’", "‘", "ʼ", "＇", "‛", "′", "`", "´", ".", ".", ",", "-", "–", "_", " ", " ", " ", "\n", "\n\n",
        "!", "?", "…", "“", "”", "(", ")", "&", "<", ">", "\"", "<script>", "\0", "\u0001", "\u00AD", "\u200B", "\u200D", "\uFEFF", "\u0301", "\uFE0F", "\u20E3",
        "\uD800", "\uDC00", "\uD83D", "😀", "👍🏽", "❤️", "🇺🇸", "👨‍👩‍👧", "\uD83C\uDFFB", "☀", "★", "𝒜", "𠮷", "\U000E0100", "\u0640", "ـ", "'s", "’s", "U.S.", "e.g.", "Mr.", "3.5", "1,000",
        "-\n", "\u00AD\r\n", "- \n ", "$5m", "1.5bn", "k", "bn", "WHO", "US", "J. K.", "post-war", "e-mail", "COVID-19",
        "Göring", "goering", "MPs", "GPs", "gp", "90's", "90s", "F-16s",
    ];

    public static string Next(Random random, int pieces)
    {
        var text = new StringBuilder();
        for (int i = random.Next(pieces + 1); i > 0; i--)
        {
            if (random.Next(20) == 0)
                text.Append((char)random.Next(char.MaxValue + 1));
            else if (random.Next(400) == 0)
                text.Append('x', 250 + random.Next(20));
            else
                text.Append(s_pieces[random.Next(s_pieces.Length)]);
        }

        return text.ToString();
    }
}
