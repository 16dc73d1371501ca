namespace Search.Core.Analysis;

/// <summary>Asks a set of rules for one of them; unlike <see cref="Enum.HasFlag"/> without garbage in any build.</summary>
internal static class RuleSets
{
    public static bool Has(this NewsRules rules, NewsRules rule) => (rules & rule) != 0;
}
