using System.Collections.Frozen;

namespace Search.Core.Analysis;

/// <summary>
/// Tells acronyms from the common words that they look like (<c>WHO, US, IT, AIDS</c>). A word in capitals is one where it stands out from what
/// is around it (<see cref="AcronymSurroundings"/>); with dots between its letters it is one everywhere. In capitals throughout, such as
/// headlines, nothing can be told and nothing is. Other acronyms (<c>NATO</c>) need no telling apart: their word is found however it is written.
/// </summary>
internal static class Acronyms
{
    private const int LongestWord = 7;

    private static readonly FrozenDictionary<string, string> s_words = """
        ace act ad add ads aid aids aim air al am amp an ant ape apt arc ark arm arms art as ash ask at bad bag ban bar base basic bat bay be bee best
        bet bid bin bit box bus but by cab can cap car care cares cart case cast cat chip chips clean co cod cola cop cope cops core crop cub cup
        dad dam dare dart data date day de den did dig dip do doe dog dose dot dream due eagle ear earn ease east eat echo eco edge egg elf end era
        eta fair fan far fare farm fast fat fed few fin fit fix flag flop fly foil form fox fun fuse gain gap gas gate gem gene get go goal good grace
        grad grasp gun gut had ham has hat hawk he help her hero hi him his hit hope hot hub ice id idea if impact in ink inn ira it its jam jar jaw
        jet job jobs key kid kids kind la lab lamb lance lap last law lead leap lean led leg let lid lie life lift link lip lit log lot low ma mad
        man map mars mass mat may me men mend met mice mid mind mint miss mist mix mob mud my nap need net nets nice nil no nod nor nova now nut
        oak oar oh oil ok old on one opal or our out own pa pace pact pad page pain pal pan par pass past pat path pay peace peg pen per pet pie pig
        pin pip pit plan plus pod pop port pose post pot pow power prism push quad quest race ram ran rap rapid rat raw reach reap red reed relief
        rest rib rice rid ride rig rim rip rise risk rod role rose rot row rub run sad safe safer sage saint sale salt sam sap sat save saw say scope
        score sea seal seals seat see sense set shape share she shield ship sit six ski sky slam slap smart snap so soap sonar sort soul spa spark
        spear split spot star stars start stem step steps strong sum sun super swap swat swift tag tan tap tar tarp tax tea team ten tiger tin tip tips
        to toe too top torch track train trio trip trips trust try un unit up ups us use van vat vet via vista volt vow war was wasp wave way we web
        wet who will win wise wit won yet zip
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenDictionary(word => word.ToUpperInvariant(), word => word.ToUpperInvariant(), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> s_lookup = s_words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The acronym that a token is, in capitals; null when it is none, or none that needs telling apart.</summary>
    public static string? Find(ReadOnlySpan<char> text, in TokenSpan span)
    {
        if (!char.IsAsciiLetterUpper(text[span.Start]))
            return null;
        var word = text[span.Start..span.CoreEnd];
        if (span.Kind == TokenKind.Initials)
            return OfInitials(word);
        if (span.Kind != TokenKind.Ascii || word.Length is < 2 or > LongestWord || !char.IsAsciiLetterUpper(word[1]))
            return null;
        return s_lookup.TryGetValue(word, out string? acronym) && AcronymSurroundings.LetStandOut(text, span) ? acronym : null;
    }

    /// <summary>The acronym of initials that dots part.</summary>
    public static string? OfInitials(ReadOnlySpan<char> initials)
    {
        Span<char> letters = stackalloc char[LongestWord];
        int count = 0;
        foreach (char c in initials)
        {
            if (c is '.' or ' ')
                continue;
            if (count == LongestWord)
                return null;
            letters[count++] = c;
        }

        return s_lookup.TryGetValue(letters[..count], out string? acronym) ? acronym : null;
    }

    /// <summary>Whether a word in capitals is one that is also an acronym.</summary>
    public static bool IsListed(ReadOnlySpan<char> word) => s_lookup.ContainsKey(word);
}
