using System.Buffers;

namespace Search.Core.Analysis;

/// <summary>Folds a keyword for comparison: case, accents, width, quotes and runs of white space.</summary>
internal static class KeywordNormalizer
{
    public static string Normalize(string value)
    {
        char[] buffer = ArrayPool<char>.Shared.Rent(Math.Max(16, checked(value.Length * CharacterFolding.MaxExpansion)));
        try
        {
            int length = Fold(value, buffer);
            return value.AsSpan().SequenceEqual(buffer.AsSpan(0, length)) ? value : new string(buffer, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static int Fold(string value, char[] buffer)
    {
        int length = 0;
        for (int i = 0; i < value.Length;)
        {
            char c = value[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
                if (length > 0 && buffer[length - 1] != ' ')
                    buffer[length++] = ' ';
            }
            else if (c >= 0x80 && CharacterClasses.Of(c) == CharacterClass.Ignorable)
            {
                i++;
            }
            else if (IsDoubleQuote(c) || CharacterClasses.Of(c) == CharacterClass.Apostrophe)
            {
                i++;
                buffer[length++] = IsDoubleQuote(c) ? '"' : '\'';
            }
            else
            {
                length += CharacterFolding.Fold(value, ref i, buffer.AsSpan(length));
            }
        }

        return length > 0 && buffer[length - 1] == ' ' ? length - 1 : length;
    }

    private static bool IsDoubleQuote(char c) => c is '"' or '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u2033' or '\u00AB' or '\u00BB' or '\uFF02';
}
