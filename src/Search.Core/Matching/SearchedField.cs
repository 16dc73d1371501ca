using Lucene.Net.Index;
using Search.Core.Postings;

namespace Search.Core.Matching;

/// <summary>A field that words are looked for in.</summary>
/// <param name="Stems">Its stems, and its lengths.</param>
/// <param name="Boost">What a match in it counts.</param>
internal sealed record SearchedField(string Stems, double Boost)
{
    private static readonly SearchedField[] s_together = [new(FieldNames.TitleAndBody, 1)];

    /// <summary>Those of most rankings, made once.</summary>
    private static readonly SearchedField[] s_default = MakeDefault(FieldNames.TitleOccurrences);

    /// <summary>Its exact forms.</summary>
    public string Exact { get; } = Stems + FieldNames.ExactSuffix;

    /// <summary>Where words without a field are looked for, in the order in which they score.</summary>
    public static IReadOnlyList<SearchedField> Default(RankingOptions ranking) =>
        ranking.TitleBoost == FieldNames.TitleOccurrences ? s_default : MakeDefault(ranking.TitleBoost);

    /// <summary>The one field in place of the default ones that has the stems of both, where an index has it and its titles count as the ranking asks; else null.</summary>
    public static IReadOnlyList<SearchedField>? Together(IndexReader reader, RankingOptions ranking)
    {
        if (ranking.TitleBoost != FieldNames.TitleOccurrences)
            return null;
        // All segments of an index have it, or none.
        var leaves = reader.Leaves;
        for (int i = 0; i < leaves.Count; i++)
        {
            if (leaves[i].AtomicReader.FieldInfos.FieldInfo(FieldNames.TitleAndBody) is not null)
                return s_together;
        }
        return null;
    }

    /// <summary>The field that a name in a query stands for.</summary>
    public static SearchedField Named(string name, RankingOptions ranking) => name switch
    {
        FieldNames.Title => new SearchedField(name, ranking.TitleBoost),
        FieldNames.Body => new SearchedField(name, 1),
        _ => new SearchedField(FieldNames.Text(name), 1),
    };

    private static SearchedField[] MakeDefault(double titleBoost) => [new(FieldNames.Title, titleBoost), new(FieldNames.Body, 1)];
}
