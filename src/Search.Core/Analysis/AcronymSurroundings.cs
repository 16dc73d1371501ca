using System.Collections.Frozen;

namespace Search.Core.Analysis;

/// <summary>
/// Says whether a word in capitals stands out from the words around it. With two more words in capitals beside it, between spaces alone, it does
/// not (<c>WHO SHOT FIRST</c>). Else it does where, of the nearest <see cref="MostWords"/> words on each side in its clause, those with small
/// letters are at least as many as those in capitals: a place in front of a dash or another acronym does no harm
/// (<c>WASHINGTON (AP) — US officials said</c>, <c>the EU, US and UN</c>). Else a word that no other in capitals is beside is judged by its
/// sentence in the same way, and one alone in its sentence by what is around that. It allocates nothing and looks only so far, so that it costs little wherever it is asked.
/// </summary>
internal static class AcronymSurroundings
{
    private const int MostWords = 7;

    /// <summary>A word in capitals of at most so many letters may be an acronym by itself: <c>US FDA</c>.</summary>
    private const int LongestShort = 3;

    /// <summary>Beside these in capitals a word is the beginning of a sentence that is set so (<c>IT WAS a cold night</c>).</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_grammar = """
        ALL AM AN AND ARE AS AT BE BEEN BUT BY CAN COULD DID DO DOES FOR FROM GAVE HAD HAS HAVE HE HER HIM HIS IF IN INTO IS ITS LET MAY MIGHT MUST
        MY NO NOT OF ON OR OUR SHALL SHE SHOULD SO THAT THEIR THEM THEN THERE THESE THEY THIS THOSE TO WAS WE WERE WHAT WHEN WHERE WHICH WHILE WHY
        WILL WITH WOULD YOU YOUR
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What parts two words, the weakest first.</summary>
    private enum Border
    {
        Space,
        Mark,
        Clause,
        Sentence,
    }

    private enum Writing
    {
        /// <summary>A number or a single letter (<c>I, A</c>), which says nothing.</summary>
        None,
        Capitals,
        Other,
    }

    /// <summary>Whether the word of a token stands out.</summary>
    public static bool LetStandOut(ReadOnlySpan<char> text, in TokenSpan span)
    {
        var found = new Found(isGrammar: s_grammar.Contains(text[span.Start..span.CoreEnd]));
        return TryReadBefore(text, span.Start, ref found) && TryReadAfter(text, span.End, ref found) && found.LetStandOut();
    }

    /// <summary>False where the words show by themselves that it does not stand out.</summary>
    private static bool TryReadBefore(ReadOnlySpan<char> text, int at, ref Found found)
    {
        var border = Border.Space;
        bool isRun = true;
        for (int i = 0; i < MostWords; i++)
        {
            int next = at;
            while (at > 0 && !char.IsLetterOrDigit(text[at - 1]))
                at--;
            if (at == 0)
                break;
            int end = at;
            while (at > 0 && end - at < TokenCursor.MaxTokenLength && char.IsLetterOrDigit(text[at - 1]))
                at--;
            border = Max(border, BorderOf(text, end, next));
            if (!found.TryAdd(text[at..end], border, ref isRun))
                return false;
        }

        return true;
    }

    /// <summary>False where the words show by themselves that it does not stand out.</summary>
    private static bool TryReadAfter(ReadOnlySpan<char> text, int at, ref Found found)
    {
        var border = Border.Space;
        bool isRun = true;
        for (int i = 0; i < MostWords; i++)
        {
            int end = at;
            while (at < text.Length && !char.IsLetterOrDigit(text[at]))
                at++;
            if (at == text.Length)
                break;
            int start = at;
            while (at < text.Length && at - start < TokenCursor.MaxTokenLength && char.IsLetterOrDigit(text[at]))
                at++;
            border = Max(border, BorderOf(text, end, start));
            if (!found.TryAdd(text[start..at], border, ref isRun))
                return false;
        }

        return true;
    }

    private static Border Max(Border a, Border b) => a > b ? a : b;

    /// <summary>What parts two words, of which the second begins where the gap ends.</summary>
    private static Border BorderOf(ReadOnlySpan<char> text, int start, int end)
    {
        var border = Border.Space;
        bool isStop = false;
        int lines = 0;
        for (int i = start; i < end; i++)
        {
            char c = text[i];
            if (char.IsWhiteSpace(c))
            {
                if (isStop)
                    return Border.Sentence;
                lines += c == '\n' ? 1 : 0;
                continue;
            }

            isStop |= c is '.' or '!' or '?' or '…';
            // Dashes without spaces join words as hyphens do (US–China); the long one never does.
            bool isClause = c is ':' or ';' or '(' or ')' or '[' or ']' or '|' or '•' or '\u2014' or '\u2015'
                || (c is '-' or '\u2013' && i + 1 < end && (text[i + 1] == '-' || (i > start && char.IsWhiteSpace(text[i - 1]) && char.IsWhiteSpace(text[i + 1]))));
            if (isClause)
                border = Border.Clause;
            else if (c is not ('\'' or '’'))
                border = Max(border, Border.Mark);
        }

        if (lines > 1)
            return Border.Sentence;
        // A line that begins with a capital may follow a heading.
        return lines == 1 && char.IsUpper(text[end]) ? Border.Clause : border;
    }

    private static Writing WritingOf(ReadOnlySpan<char> word)
    {
        int letters = 0;
        bool hasLower = false;
        foreach (char c in word)
        {
            hasLower |= char.IsLower(c);
            letters += char.IsLetter(c) ? 1 : 0;
        }

        return letters <= 1 ? Writing.None : hasLower ? Writing.Other : Writing.Capitals;
    }

    /// <summary>What is around the word.</summary>
    private struct Found
    {
        private int _run;
        private Counts _clause;
        private Counts _sentence;
        private Counts _all;

        /// <param name="isGrammar">Whether the word itself is one of grammar (<c>TO, IN</c>), which is seldom an acronym: any word in capitals beside it shows that it is none.</param>
        public Found(bool isGrammar) => _run = isGrammar ? 1 : 0;

        /// <summary>Adds a word, the nearest first; false where it shows that nothing stands out.</summary>
        /// <param name="word">The word.</param>
        /// <param name="border">The strongest border up to it.</param>
        /// <param name="isRun">Whether the words up to it on its side are in capitals and between spaces.</param>
        public bool TryAdd(ReadOnlySpan<char> word, Border border, ref bool isRun)
        {
            var writing = WritingOf(word);
            if (writing == Writing.None)
                return true;
            isRun &= writing == Writing.Capitals && border == Border.Space;
            if (isRun && (++_run > 1 || s_grammar.Contains(word)))
                return false;
            bool isShort = word.Length <= LongestShort && !Acronyms.IsListed(word);
            _all.Add(writing, isShort);
            if (border < Border.Sentence)
                _sentence.Add(writing, isShort);
            if (border < Border.Clause)
                _clause.Add(writing, isShort);
            return true;
        }

        public readonly bool LetStandOut()
        {
            if (_run > 0 || (_clause.HasOther && _clause.LetStandOut))
                return _clause.LetStandOut;
            return _sentence.IsEmpty ? _all.LetStandOut : _sentence.LetStandOut;
        }
    }

    private struct Counts
    {
        private int _capitals;
        private int _short;
        private int _other;

        public readonly bool HasOther => _other > 0;

        public readonly bool IsEmpty => _capitals + _other == 0;

        /// <summary>Beside a short word in capitals alone it may be two acronyms: a heading <c>US FDA</c>.</summary>
        public readonly bool LetStandOut => _other >= _capitals || (_capitals == 1 && _short == 1);

        public void Add(Writing writing, bool isShort)
        {
            _other += writing == Writing.Other ? 1 : 0;
            _capitals += writing == Writing.Capitals ? 1 : 0;
            _short += writing == Writing.Capitals && isShort ? 1 : 0;
        }
    }
}
