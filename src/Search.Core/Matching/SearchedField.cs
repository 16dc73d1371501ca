using Search.Core.Postings;

namespace Search.Core.Matching;

/// <summary>A field that words are looked for in.</summary>
/// <param name="Stems">Its stems, and its lengths.</param>
/// <param name="Boost">What a match in it counts.</param>
internal sealed record SearchedField(string Stems, double Boost)
{
    /// <summary>Its exact forms.</summary>
    public string Exact => Stems + FieldNames.ExactSuffix;

    /// <summary>Where words without a field are looked for, in the order in which they score.</summary>
    public static IReadOnlyList<SearchedField> Default(RankingOptions ranking) =>
        [new(FieldNames.Title, ranking.TitleBoost), new(FieldNames.Body, 1)];

    /// <summary>The field that a name in a query stands for.</summary>
    public static SearchedField Named(string name, RankingOptions ranking) => name switch
    {
        FieldNames.Title => new SearchedField(name, ranking.TitleBoost),
        FieldNames.Body => new SearchedField(name, 1),
        _ => new SearchedField(FieldNames.Text(name), 1),
    };
}
