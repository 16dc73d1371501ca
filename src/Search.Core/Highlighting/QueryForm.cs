using Search.Core.Analysis;

namespace Search.Core.Highlighting;

/// <summary>A token of a query's word or phrase as texts are read for it.</summary>
/// <param name="Exact">The exact form.</param>
/// <param name="Stem">The stem in the language of the texts.</param>
/// <param name="JoinsPrevious">Whether it is written as one with the token before.</param>
/// <param name="Acronym">The acronym that it is looked for as; null for a word.</param>
/// <param name="Joined">The stem of what it makes with the tokens behind it when they are written as one; null for none.</param>
/// <param name="Other">The stem of another writing of the token alone; null for none.</param>
internal readonly record struct QueryForm(string Exact, string Stem, bool JoinsPrevious, string? Acronym, string? Joined, string? Other)
{
    /// <summary>As in a phrase: as it is written.</summary>
    public TermPattern ExactPattern => Acronym is { } acronym ? new TermPattern(TermPatternKind.Acronym, acronym) : new TermPattern(TermPatternKind.Exact, Exact);

    /// <summary>Reads a word or phrase.</summary>
    /// <param name="chain">The chain of the index.</param>
    /// <param name="text">The word or phrase.</param>
    /// <param name="language">The language of the texts; null for English.</param>
    /// <param name="areCapitalsThroughout">Whether the whole query is in capitals, so that none of its words is an acronym for that.</param>
    /// <param name="isAcronymIndexed">Whether an acronym is in the index by its sense.</param>
    public static List<QueryForm> Read(AnalysisChain chain, string text, LanguageStemmer? language, bool areCapitalsThroughout, Func<string, bool> isAcronymIndexed)
    {
        var forms = new List<QueryForm>();
        using var cursor = chain.Open(text, language);
        int end = -1;
        while (cursor.Next())
        {
            string? acronym = (!areCapitalsThroughout || cursor.HasInitials) && cursor.TryAcronym(out var capitals) ? capitals.ToString() : null;
            bool joins = end >= 0 && JoinedWords.Join(text, end, cursor.Start);
            string? further = cursor.TryJoined(out var joined, out int joinedEnd) ? joined.ToString() : null;
            bool isJoined = joinedEnd > cursor.End;
            forms.Add(new QueryForm(cursor.Exact.ToString(), cursor.Stem.ToString(), joins,
                acronym is not null && isAcronymIndexed(acronym) ? acronym : null, isJoined ? further : null, isJoined ? null : further));
            end = cursor.End;
        }
        return forms;
    }
}
