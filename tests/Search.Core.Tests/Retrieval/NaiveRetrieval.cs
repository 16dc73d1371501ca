using System.Text;
using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>A document that matches, its score, and the score that adding up from the last contribution to the first would give.</summary>
internal sealed record NaiveHit(int DocId, float Score, float ScoreReversed);

/// <summary>
/// Plans carried out as docs/scoring.md states it, over lists of words: every document is looked at by every clause. Takes the tree from
/// the plan and nothing else: statistics, weights and frequencies are its own.
/// </summary>
internal sealed class NaiveRetrieval
{
    /// <summary>Whether a document matches; if so, adds its contributions to the list, else leaves it as it may be.</summary>
    private delegate bool Clause(int docId, List<double> contributions);

    private readonly RandomIndex _index;
    private readonly Dictionary<string, Dictionary<string, Dictionary<int, List<int>>>> _occurrences = [];
    private readonly Dictionary<string, long[]> _lengths = [];
    private readonly Dictionary<string, double> _averages = [];

    public NaiveRetrieval(RandomIndex index)
    {
        _index = index;
        foreach (string field in (string[])[FieldNames.Title, FieldNames.Body, FieldNames.TitleAndBody])
            _lengths[field] = new long[index.Documents.Length];
        for (int docId = 0; docId < index.Documents.Length; docId++)
        {
            var document = index.Documents[docId];
            AddText(docId, FieldNames.Title, document.Title);
            AddText(docId, FieldNames.Body, document.Body);
            string[] both = document.TitleAndBody;
            _lengths[FieldNames.TitleAndBody][docId] = both.Length;
            Add(docId, FieldNames.TitleAndBody, both, [.. both.Select((_, i) => i)]);
            Add(docId, FieldNames.Keyword(SyntheticFields.Topic), document.Topics, [.. document.Topics.Select((_, i) => i)]);
        }
        foreach (var (field, lengths) in _lengths)
            _averages[field] = lengths.Sum() is var total and > 0 ? total / (double)lengths.Length : 1;
    }

    /// <summary>All documents that match, the best first.</summary>
    public List<NaiveHit> Search(RandomPlan plan)
    {
        var matches = Compile(plan.Plan.Root, plan);
        var rewards = plan.Plan.Rewards.Select(reward => Reward(reward, plan)).ToList();
        var hits = new List<NaiveHit>();
        var contributions = new List<double>();
        for (int docId = 0; docId < _index.Documents.Length; docId++)
        {
            contributions.Clear();
            if (!_index.IsLive[docId] || !matches(docId, contributions))
                continue;
            foreach (var reward in rewards)
                reward(docId, contributions);
            double factor = plan.Plan.Recency is { } recency ? Factor(recency, docId) : 1;
            double sum = 0;
            foreach (double contribution in contributions)
                sum += contribution;
            double reversed = 0;
            for (int i = contributions.Count - 1; i >= 0; i--)
                reversed += contributions[i];
            hits.Add(new NaiveHit(docId, (float)(sum * factor), (float)(reversed * factor)));
        }
        return [.. hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.DocId)];
    }

    private Clause Compile(PlanNode node, RandomPlan plan) => node switch
    {
        LeafPlan leaf => Leaf(leaf, plan),
        BlendPlan blend => Blend(blend, plan),
        GroupPlan group => Group(group, plan),
        FilterPlan filter => Without(Compile(filter.Child, plan)),
        KeywordPlan keyword => Keyword(keyword),
        OverlapPlan overlap => (docId, _) => Values(overlap.StartField, docId) is { } start && Values(overlap.EndField, docId) is { } end
            && end >= overlap.Low && start <= overlap.High,
        EverythingPlan => (_, _) => true,
        NothingPlan => (_, _) => false,
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    private Clause Group(GroupPlan group, RandomPlan plan)
    {
        var clauses = group.Clauses.Select(clause => (clause.Role, Matches: Compile(clause.Node, plan))).ToList();
        return (docId, contributions) =>
        {
            int optional = 0;
            foreach (var (role, matches) in clauses)
            {
                int before = contributions.Count;
                bool found = matches(docId, contributions);
                if (!found || role == ClauseRole.Prohibited)
                    contributions.RemoveRange(before, contributions.Count - before);
                if (role == ClauseRole.Required ? !found : role == ClauseRole.Prohibited && found)
                    return false;
                optional += role == ClauseRole.Optional && found ? 1 : 0;
            }
            return optional >= group.MinOptional;
        };
    }

    private static Clause Without(Clause clause) => (docId, contributions) =>
    {
        int before = contributions.Count;
        bool found = clause(docId, contributions);
        contributions.RemoveRange(before, contributions.Count - before);
        return found;
    };

    private Clause Keyword(KeywordPlan keyword)
    {
        bool[] has = new bool[_index.Documents.Length];
        foreach (int docId in keyword.Terms.SelectMany(term => Occurrences(term.Field, Text(term)).Keys))
            has[docId] = true;
        return (docId, _) => has[docId];
    }

    private Clause Leaf(LeafPlan leaf, RandomPlan plan)
    {
        var (idf, freqs) = leaf switch
        {
            TermPlan term => (Idf(term.Term), Expansion([new ExpandedTerm(term.Term, 1)])),
            PhrasePlan phrase => (phrase.Terms.Aggregate(0.0, (sum, term) => sum + Idf(term)), Phrase(phrase)),
            ExpansionPlan expansion => (Idf(expansion.Terms.Max(term => DocFreq(term.Term))), Expansion(expansion.Terms)),
            _ => throw new InvalidOperationException(leaf.GetType().Name),
        };
        double weight = plan.Boosts[leaf] * idf;
        var norm = Norm(leaf.Scoring.LengthsField, plan);
        return (docId, contributions) =>
        {
            double freq = freqs[docId];
            if (freq == 0)
                return false;
            contributions.Add(weight * (freq / (freq + norm(docId))));
            return true;
        };
    }

    /// <summary>docs/scoring.md, "A word in several fields and forms".</summary>
    private Clause Blend(BlendPlan blend, RandomPlan plan)
    {
        double weight = plan.BlendBoosts[blend] * Idf(blend.Terms.Max(term => DocFreq(term.Term)));
        double[] freqs = new double[_index.Documents.Length];
        foreach (var (term, scoring, factor) in blend.Terms)
        {
            var norm = RelativeNorm(scoring.LengthsField, plan);
            foreach (var (docId, positions) in Occurrences(term.Field, Text(term)))
                freqs[docId] += factor * (positions.Count / norm(docId));
        }
        return (docId, contributions) =>
        {
            double freq = freqs[docId];
            if (freq == 0)
                return false;
            contributions.Add(weight * (freq / (freq + plan.Ranking.K1)));
            return true;
        };
    }

    private double[] Expansion(IReadOnlyList<ExpandedTerm> terms)
    {
        double[] freqs = new double[_index.Documents.Length];
        foreach (var (term, closeness) in terms)
        {
            foreach (var (docId, positions) in Occurrences(term.Field, Text(term)))
                freqs[docId] += closeness * positions.Count;
        }
        return freqs;
    }

    private double[] Phrase(PhrasePlan phrase)
    {
        double[] freqs = new double[_index.Documents.Length];
        var words = phrase.Terms.Select(term => Occurrences(term.Field, Text(term))).ToList();
        string[] texts = [.. phrase.Terms.Select(Text)];
        foreach (int docId in words[0].Keys)
        {
            if (words.TrueForAll(word => word.ContainsKey(docId)))
                freqs[docId] = Windows(texts, words.ConvertAll(word => word[docId]), phrase.Slop);
        }
        return freqs;
    }

    /// <summary>docs/scoring.md, "Near each other".</summary>
    private static double Windows(string[] words, List<List<int>> positions, int slop)
    {
        var largest = new SortedDictionary<int, int>();
        foreach (int m in positions.SelectMany((list, place) => list.Select(position => position - place)).Distinct().Order())
        {
            if (End(m) is { } end)
                largest[end] = m;
        }
        double freq = 0;
        foreach (var (end, m) in largest)
        {
            if (end - m <= slop)
                freq += 1.0 / (1 + end - m);
        }
        return freq;

        int? End(int m)
        {
            int end = m;
            int[] taken = new int[words.Length];
            for (int place = 0; place < words.Length; place++)
            {
                int at = FirstFrom(positions[place], m + place);
                int before = place == 0 ? -1 : Array.LastIndexOf(words, words[place], place - 1);
                if (before >= 0)
                    at = Math.Max(at, taken[before] + 1);
                if (at == positions[place].Count)
                    return null;
                taken[place] = at;
                end = Math.Max(end, positions[place][at] - place);
            }
            return end;
        }
    }

    /// <summary>docs/scoring.md, "Closeness of query words".</summary>
    private Action<int, List<double>> Reward(ProximityReward reward, RandomPlan plan)
    {
        var firsts = Occurrences(reward.First.Field, Text(reward.First));
        var seconds = Occurrences(reward.Second.Field, Text(reward.Second));
        double weight = plan.ProximityWeights[reward] * ((Idf(reward.Words.First) + Idf(reward.Words.Second)) / 2);
        var norm = Norm(reward.Scoring.LengthsField, plan);
        return (docId, contributions) =>
        {
            if (!firsts.TryGetValue(docId, out var first) || !seconds.TryGetValue(docId, out var second))
                return;
            double closeness = 0;
            var (fewer, others) = second.Count < first.Count ? (second, first) : (first, second);
            foreach (int p in fewer)
            {
                int distance = others.Min(q => Math.Abs(p - q));
                if (distance <= 8)
                    closeness += 1.0 / Math.Max(1, distance * distance);
            }
            if (closeness > 0)
                contributions.Add(weight * (closeness / (closeness + norm(docId))));
        };
    }

    /// <summary>docs/scoring.md, "Recency".</summary>
    private double Factor(RecencyFactor recency, int docId)
    {
        if (Values(recency.Field, docId) is not { } value)
            return 1;
        double age = (double)Int128.Max(0, (Int128)recency.Origin - value) / TimeSpan.TicksPerDay;
        return 1 + recency.Weight * Math.Pow(2, -age / recency.HalfLifeDays);
    }

    /// <summary>The numeric value of a document; null when it has none.</summary>
    public long? Values(string field, int docId)
    {
        var document = _index.Documents[docId];
        return field == FieldNames.DateStart ? document.Date?.Start : field == FieldNames.DateEnd ? document.Date?.End
            : field == FieldNames.Number(SyntheticFields.Number) ? document.Number : throw new InvalidOperationException(field);
    }

    private static int FirstFrom(List<int> positions, int from)
    {
        int at = positions.BinarySearch(from);
        return at < 0 ? ~at : at;
    }

    private Func<int, double> Norm(string field, RandomPlan plan)
    {
        var relative = RelativeNorm(field, plan);
        return docId => plan.Ranking.K1 * relative(docId);
    }

    private Func<int, double> RelativeNorm(string field, RandomPlan plan)
    {
        double b = plan.Ranking.B;
        long[] lengths = _lengths[field];
        double average = _averages[field];
        return docId => 1 - b + b * (lengths[docId] / average);
    }

    private double Idf(IndexTerm term) => Idf(DocFreq(term));

    private double Idf(int docFreq) => Math.Log(1 + (_index.Documents.Length - docFreq + 0.5) / (docFreq + 0.5));

    private int DocFreq(IndexTerm term) => Occurrences(term.Field, Text(term)).Count;

    private Dictionary<int, List<int>> Occurrences(string field, string word) =>
        _occurrences.TryGetValue(field, out var words) && words.TryGetValue(word, out var docs) ? docs : [];

    private static string Text(IndexTerm term) => Encoding.UTF8.GetString(term.Bytes.Bytes, term.Bytes.Offset, term.Bytes.Length);

    private void AddText(int docId, string field, SyntheticText? text)
    {
        if (text is null)
            return;
        _lengths[field][docId] = text.Stems.Length;
        Add(docId, field, text.Stems, text.Positions);
        Add(docId, field + FieldNames.ExactSuffix, text.Exact, text.Positions);
    }

    private void Add(int docId, string field, string[] words, int[] positions)
    {
        if (!_occurrences.TryGetValue(field, out var byWord))
            _occurrences[field] = byWord = [];
        for (int i = 0; i < words.Length; i++)
        {
            if (!byWord.TryGetValue(words[i], out var docs))
                byWord[words[i]] = docs = [];
            if (!docs.TryGetValue(docId, out var list))
                docs[docId] = list = [];
            list.Add(positions[i]);
        }
    }
}
