using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>A word that the best articles of a search have in common.</summary>
/// <param name="Stem">The word.</param>
/// <param name="Weight">What it says about these articles, in any unit; more than 0.</param>
internal readonly record struct FeedbackTerm(string Stem, double Weight);

/// <summary>Adds feedback words to a plan: they raise the scores of the articles that the plan matches and make none match.</summary>
internal static class FeedbackPlanner
{
    /// <summary>How many words are added.</summary>
    private const int MaxTerms = 60;

    /// <summary>The weight of the best of them, against 1 for a word of the query.</summary>
    private const double Weight = 0.3;

    /// <summary>A word that more than this part of the articles have says little about a few of them.</summary>
    private const double FrequentPart = 0.25;

    /// <summary>With fewer articles than this every word may be frequent.</summary>
    private const int FewDocuments = 50;

    /// <param name="plan">The plan of the query.</param>
    /// <param name="reader">The snapshot that it was made for.</param>
    /// <param name="ranking">How words are scored.</param>
    /// <param name="terms">The words, the most telling first.</param>
    public static QueryPlan Expand(QueryPlan plan, IndexReader reader, RankingOptions ranking, IReadOnlyList<FeedbackTerm> terms)
    {
        var fields = SearchedField.Together(reader, ranking) ?? SearchedField.Default(ranking);
        var clauses = new List<PlanClause> { new(ClauseRole.Required, plan.Root) };
        double best = 0;
        foreach (var (stem, weight) in terms)
        {
            if (clauses.Count > MaxTerms)
                break;
            var evidence = new WordEvidence(stem, ranking.K1);
            foreach (var field in fields)
                evidence.Add(IndexTerm.Find(reader, field.Stems, new BytesRef(Encoding.UTF8.GetBytes(stem))), FieldScoring.Read(reader, field.Stems, ranking), field.Boost);
            if (evidence.IsEmpty || (reader.MaxDoc > FewDocuments && evidence.DocFreq > FrequentPart * reader.MaxDoc))
                continue;
            best = Math.Max(best, weight);
            clauses.Add(new PlanClause(ClauseRole.Optional, evidence.ToPlan(Weight * weight / best, EvidenceKind.Feedback)));
        }
        return clauses.Count == 1 ? plan : plan with { Root = new GroupPlan(clauses, minOptional: 0) };
    }
}
