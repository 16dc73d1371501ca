using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>
/// Plans what an article is related to: a search for its significant words, each of them weighted by how often the article has it and by how rare it is.
/// </summary>
internal static class RelatedPlanner
{
    /// <summary>How many words are searched for.</summary>
    public const int MaxTerms = 30;

    /// <summary>As many different words are looked up; of longer texts those that occur once are the first to be left out.</summary>
    private const int MaxLookedUp = 500;

    /// <summary>Of so many words one must match, so that a single one in common makes no relation.</summary>
    private const int TermsPerMatch = 6;

    /// <summary>A word that more than this part of the articles have says little about a few of them.</summary>
    private const double FrequentPart = 0.1;

    /// <summary>With fewer articles than this every word may be frequent.</summary>
    private const int FewDocuments = 50;

    /// <summary>Makes the plan.</summary>
    /// <param name="reader">The snapshot.</param>
    /// <param name="ranking">How words are scored.</param>
    /// <param name="freqs">How often the article has each stem.</param>
    /// <param name="others">More articles than this have a word that is of use: 1 where the article itself is in the index.</param>
    /// <param name="conditions">What must hold beside the words, and what must not.</param>
    /// <returns>Null when no word is of use.</returns>
    public static QueryPlan? Plan(
        IndexReader reader, RankingOptions ranking, IReadOnlyDictionary<string, int> freqs, int others, IReadOnlyList<PlanClause> conditions)
    {
        var fields = SearchedField.Together(reader, ranking) ?? SearchedField.Default(ranking);
        var words = new List<(string Stem, double Weight, double Significance, WordEvidence Evidence)>();
        foreach (var (stem, freq) in freqs.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MaxLookedUp))
        {
            var evidence = new WordEvidence(stem, ranking.K1);
            foreach (var field in fields)
                evidence.Add(IndexTerm.Find(reader, field.Stems, new BytesRef(Encoding.UTF8.GetBytes(stem))), FieldScoring.Read(reader, field.Stems, ranking), field.Boost);
            if (evidence.IsEmpty || evidence.DocFreq <= others || (reader.MaxDoc > FewDocuments && evidence.DocFreq > FrequentPart * reader.MaxDoc))
                continue;
            double weight = BlendPlan.Saturation(freq, ranking.K1);
            words.Add((stem, weight, weight * FieldScoring.Read(reader, fields[0].Stems, ranking).Idf(evidence.DocFreq), evidence));
        }
        if (words.Count == 0)
            return null;
        words.Sort((x, y) => x.Significance != y.Significance ? y.Significance.CompareTo(x.Significance) : string.CompareOrdinal(x.Stem, y.Stem));
        var chosen = words.Take(MaxTerms).Select(word => new PlanClause(ClauseRole.Optional, word.Evidence.ToPlan(word.Weight))).ToList();
        return new QueryPlan(new GroupPlan([.. chosen, .. conditions], Math.Max(1, chosen.Count / TermsPerMatch)), []);
    }
}
