using Lucene.Net.Util;
using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>
/// Draws plans of every kind over a random index. Some are delicate: without saturation every contribution is its weight, one weight lies
/// half-way between two floats and the others are lost beside it one by one, though not together, so that scores tell the order of
/// additions.
/// </summary>
internal sealed class RandomPlans(RandomIndex index, Random random)
{
    private static readonly string[] s_fields = [FieldNames.Title, FieldNames.Body];

    private RandomPlan _plan = null!;
    private bool _isDelicate;
    private bool _hasLarge;

    public RandomPlan Next()
    {
        Start();
        var root = Filtered(random.Next(10) switch
        {
            0 => Leaf(),
            < 4 => GroupPlan.AnyOf(Repeat(1, 6, AnyField)),
            4 => GroupPlan.AllOf(Repeat(1, 5, AnyField)),
            5 when random.Next(2) == 0 => GroupPlan.AnyOf(Repeat(1, 10, Blend)),
            5 => GroupPlan.AnyOf(Repeat(2, 30, Leaf)),
            6 => new GroupPlan([.. Repeat(2, 8, Leaf).Select(leaf => new PlanClause(ClauseRole.Optional, leaf))], random.Next(1, 5)),
            7 when random.Next(4) == 0 => Filter(0),
            _ => Group(0),
        });
        var rewards = random.Next(3) == 0 ? Repeat(1, 3, Reward) : [];
        root = WithWords(root, rewards);
        var recency = Recency();
        var plan = _plan with { Plan = new QueryPlan(root, [.. rewards], recency) };
        return plan;
    }

    /// <summary>Plain words as a query's words are planned: rewards for two that are near each other, rare and lighter words beside them, periods.</summary>
    public RandomPlan NextWords()
    {
        Start();
        string field = random.Next(4) == 0 ? FieldNames.Body : FieldNames.TitleAndBody;
        var words = Repeat(1, 4, Word);
        var clauses = words.ConvertAll(word => new PlanClause(ClauseRole.Optional, GroupPlan.AnyOf(
            [Term(field, word), .. Repeat<PlanNode>(0, 1, () => random.Next(2) == 0 ? Blend() : Term(field, Word())), .. Repeat<PlanNode>(0, 1, () => Term(field, Word()))])));
        var rewards = new List<ProximityReward>();
        for (int i = 1; i < words.Count; i++)
        {
            if (words[i] != words[i - 1] && random.Next(4) != 0)
                rewards.Add(Reward(words[i - 1], words[i], field));
            if (i > 1 && words[i] != words[i - 2] && random.Next(3) == 0)
                rewards.Add(Reward(words[i - 2], words[i], field));
        }
        clauses.AddRange(Repeat(0, 2, () => new PlanClause(ClauseRole.Required, Period())));
        return _plan with { Plan = new QueryPlan(new GroupPlan(clauses, 1), rewards, Recency()) };
    }

    /// <summary>A plan of so many plain words that they are added up window by window.</summary>
    public RandomPlan NextManyWords()
    {
        Start();
        string field = random.Next(4) == 0 ? FieldNames.Body : FieldNames.TitleAndBody;
        var words = Repeat(16, 24, Word);
        var clauses = words.ConvertAll(word => new PlanClause(ClauseRole.Optional, Term(field, word)));
        var rewards = new List<ProximityReward>();
        for (int i = 1; i < words.Count; i++)
        {
            if (words[i] != words[i - 1] && random.Next(6) == 0)
                rewards.Add(Reward(words[i - 1], words[i], field));
        }
        clauses.AddRange(Repeat(0, 1, () => new PlanClause(ClauseRole.Required, Period())));
        return _plan with { Plan = new QueryPlan(new GroupPlan(clauses, 1), rewards, Recency()) };
    }

    /// <summary>A plan of plain words: some that are rare, whose documents are looked at first, and frequent ones that weigh the same, of which the best of the others have two or three.</summary>
    public RandomPlan NextFrequentWords()
    {
        Start();
        (_isDelicate, string field) = (false, random.Next(2) == 0 ? FieldNames.Body : FieldNames.TitleAndBody);
        var words = Repeat(0, random.Next(2) * 6, () => index.Texts.RareWord(random));
        int rare = words.Count;
        words.AddRange(Repeat(3, 5, () => index.Texts.FrequentWord(random)));
        var leaves = words.Select((word, i) => Weighted(word, i < rare ? Pick([0.7, 1, 1.5]) : 1)).ToList();
        var clauses = leaves.ConvertAll(leaf => new PlanClause(ClauseRole.Optional, leaf));
        // Of a word and the same word, too, of which closeness is how often it occurs.
        var rewards = Repeat(0, 2, () => Reward(words[random.Next(words.Count)], words[random.Next(words.Count)], field));
        return _plan with { Plan = new QueryPlan(new GroupPlan(clauses, 1), rewards, Recency()) };

        TermPlan Weighted(string word, double boost)
        {
            var leaf = new TermPlan(Find(field, word), Scoring(field), boost);
            _plan.Boosts.Add(leaf, boost);
            return leaf;
        }
    }

    /// <summary>A plan as feedback makes it: one of the other kinds that must match, and many words beside it that only score.</summary>
    public RandomPlan NextFeedback()
    {
        var asked = random.Next(4) switch
        {
            0 => Next(),
            1 => NextCommon(),
            2 => NextFrequentWords(),
            _ => NextWords(),
        };
        string field = random.Next(4) == 0 ? FieldNames.Body : FieldNames.TitleAndBody;
        var words = Repeat(1, 30, () => new PlanClause(ClauseRole.Optional, random.Next(8) == 0 ? Blend() : Term(field, random.Next(2) == 0 ? index.Texts.RareWord(random) : Word())));
        return asked with { Plan = asked.Plan with { Root = new GroupPlan([new PlanClause(ClauseRole.Required, asked.Plan.Root), .. words], 0) } };
    }

    /// <summary>A plan of which every document must have all: words in a row, or some words wherever they stand.</summary>
    public RandomPlan NextCommon()
    {
        Start();
        string field = random.Next(4) == 0 ? FieldNames.Title : FieldNames.Body;
        PlanNode root = random.Next(3) != 0 ? Phrase(field, 0) : GroupPlan.AllOf(Repeat(2, 4, () => Term(field, random.Next(2) == 0 ? index.Texts.FrequentWord(random) : Word())));
        return _plan with { Plan = new QueryPlan(root, [], Recency()) };
    }

    private void Start()
    {
        var ranking = random.Next(10) switch
        {
            < 4 => new RankingOptions { K1 = 0 },
            < 6 => new RankingOptions { K1 = random.NextDouble() * 3, B = random.NextDouble() },
            _ => new RankingOptions(),
        };
        _isDelicate = ranking.K1 == 0 && random.Next(4) != 0;
        _hasLarge = false;
        _plan = new RandomPlan(new QueryPlan(new NothingPlan(), []), ranking);
    }

    private RecencyFactor? Recency() => random.Next(4) == 0 ? new RecencyFactor(
            random.Next(5) == 0 ? FieldNames.Number(SyntheticFields.Number) : FieldNames.DateStart,
            RandomTexts.Now - random.Next(-500, 500) * TimeSpan.TicksPerDay, Pick([0.5, 30, 365, 1e6]), Pick([0, 0.25, 1, 20])) : null;

    private PlanNode Filtered(PlanNode root)
    {
        if (random.Next(3) != 0)
            return root;
        PlanClause[] filters = [.. Repeat(1, 2, () => new PlanClause(random.Next(5) == 0 ? ClauseRole.Prohibited : ClauseRole.Required, Filter(1)))];
        return root is GroupPlan group ? new GroupPlan([.. group.Clauses, .. filters], group.MinOptional)
            : new GroupPlan([new PlanClause(ClauseRole.Required, root), .. filters], 0);
    }

    private GroupPlan Group(int depth)
    {
        var clauses = Repeat(1, 6, () => random.Next(20) switch
        {
            < 12 => new PlanClause(ClauseRole.Optional, Child(depth)),
            < 17 => new PlanClause(ClauseRole.Required, Child(depth)),
            _ => new PlanClause(ClauseRole.Prohibited, Child(depth)),
        });
        bool requires = clauses.Exists(clause => clause.Role == ClauseRole.Required);
        return new GroupPlan(clauses, random.Next(3) == 0 ? random.Next(clauses.Count + 1) : requires ? 0 : 1);
    }

    private PlanNode Child(int depth) => random.Next(10) switch
    {
        0 => Filter(depth + 1),
        < 4 when depth < 3 => Group(depth + 1),
        < 5 => AnyField(),
        < 7 => Blend(),
        _ => Leaf(),
    };

    /// <summary>A word with its fields, forms and synonyms.</summary>
    private BlendPlan Blend()
    {
        string word = Word();
        var words = new List<string> { word };
        words.AddRange(Repeat(0, 2, Word));
        var terms = new List<BlendedTerm>();
        foreach (string each in words.Distinct())
        {
            double factor = each == word ? 1 : Pick([1, 0.7, 0.3, 1e-3]);
            if (random.Next(4) != 0)
                terms.Add(new BlendedTerm(Find(FieldNames.Title, each), Scoring(FieldNames.Title), factor * Pick([1, 2, 3, 0.5, 100])));
            if (random.Next(8) != 0 || terms.Count == 0)
                terms.Add(new BlendedTerm(Find(FieldNames.Body, each), Scoring(FieldNames.Body), factor));
        }
        double idf = terms[0].Scoring.Idf(terms.Max(term => term.Term.DocFreq));
        double boost = _isDelicate ? Boost(idf) : Pick([0, 1, 1, 1, 2, random.NextDouble() * 3, 1e-6, 1e6]);
        var blend = new BlendPlan(terms, word, _plan.Ranking.K1, boost * idf);
        _plan.BlendBoosts.Add(blend, boost);
        return blend;
    }

    /// <summary>A word as a query's words are planned: in the title or the body.</summary>
    private PlanNode AnyField()
    {
        string word = Word();
        return GroupPlan.AnyOf([Term(FieldNames.Title, word), Term(FieldNames.Body, word)]);
    }

    private PlanNode Filter(int depth) => random.Next(12) switch
    {
        < 4 => new KeywordPlan(Repeat(1, 3, () => Find(FieldNames.Keyword(SyntheticFields.Topic), Pick(RandomTexts.Topics)))),
        < 7 => Period(),
        7 => new OverlapPlan(FieldNames.Number(SyntheticFields.Number), FieldNames.Number(SyntheticFields.Number), random.Next(-4, 3), random.Next(-2, 4)),
        8 => new EverythingPlan(),
        9 when random.Next(3) == 0 => new NothingPlan(),
        10 when depth < 3 => new FilterPlan(Group(depth + 1)),
        _ => new FilterPlan(Leaf()),
    };

    private OverlapPlan Period()
    {
        long from = RandomTexts.Now - random.Next(2_000) * TimeSpan.TicksPerDay;
        return new OverlapPlan(FieldNames.DateStart, FieldNames.DateEnd, from, from + Pick([1, 40, 1_000]) * TimeSpan.TicksPerDay);
    }

    private LeafPlan Leaf()
    {
        string field = random.Next(4) == 0 ? FieldNames.Title : FieldNames.Body;
        return random.Next(12) switch
        {
            < 6 => Term(field, Word()),
            6 => Boosted(boost => new TermPlan(Find(field + FieldNames.ExactSuffix, Word() + Pick(["", "s"])), Scoring(field), boost)),
            < 9 => Phrase(field, 0),
            9 => Phrase(field, Pick([1, 2, 5, 20, 100])),
            _ => Expansion(field),
        };
    }

    private LeafPlan Term(string field, string word) => Boosted(boost => new TermPlan(Find(field, word), Scoring(field), boost));

    /// <summary>Mostly words that stand in a row somewhere, in a few cases with one of them moved.</summary>
    private LeafPlan Phrase(string field, int slop)
    {
        bool exact = random.Next(2) == 0;
        var words = Repeat(2, 5, Word);
        if (random.Next(4) != 0 && index.Documents.Length > 0)
        {
            var document = index.Documents[random.Next(index.Documents.Length)];
            var text = field == FieldNames.Title ? document.Title : document.Body;
            if (text is not null && text.Stems.Length > words.Count)
            {
                int from = random.Next(text.Stems.Length - words.Count);
                words = [.. (exact ? text.Exact : text.Stems).AsSpan(from, words.Count)];
                if (random.Next(4) == 0)
                    (words[0], words[^1]) = (words[^1], words[0]);
            }
        }
        var terms = words.ConvertAll(word => Find(exact ? field + FieldNames.ExactSuffix : field, word));
        return Boosted(boost => new PhrasePlan(terms, slop, Scoring(field), boost));
    }

    private LeafPlan Expansion(string field)
    {
        double[] closenesses = [1, 0.7, 0.5];
        var terms = Repeat(1, 12, Word).Distinct().Select((word, i) => new ExpandedTerm(Find(field + FieldNames.ExactSuffix, word), closenesses[Math.Min(i, 2)])).ToList();
        return Boosted(boost => new ExpansionPlan(terms, "typed", Scoring(field), boost));
    }

    private ProximityReward Reward()
    {
        string first = Word(), second = Word();
        while (second == first)
            second = $"w{random.Next(7)}";
        // Drawn from the words, which leaves earlier seeds the plans that they had.
        bool isTogether = !_isDelicate && (first[^1] + second[^1]) % 2 == 0;
        return Reward(first, second, isTogether ? FieldNames.TitleAndBody : FieldNames.Body);
    }

    private ProximityReward Reward(string first, string second, string field)
    {
        double weight = _isDelicate
            ? Boost(new ProximityReward(Find(FieldNames.Body, first), Find(FieldNames.Body, second), Scoring(FieldNames.Body), 1).Weight)
            : Pick([0.5, 1, 0]);
        var reward = new ProximityReward(Find(FieldNames.Body, first), Find(FieldNames.Body, second), Scoring(field), weight, (Find(field, first), Find(field, second)));
        _plan.ProximityWeights.Add(reward, weight);
        return reward;
    }

    /// <summary>A root with the words of rewards that are bounded by title and body together, as a query's words are planned.</summary>
    private PlanNode WithWords(PlanNode root, IReadOnlyList<ProximityReward> rewards)
    {
        var words = rewards.SelectMany(reward => (IndexTerm[])[reward.Words.First, reward.Words.Second])
            .Where(term => term.Field == FieldNames.TitleAndBody).Select(term => term.Bytes.Utf8ToString()).Distinct().ToList();
        if (words.Count == 0 || root is not GroupPlan group)
            return root;
        var scoring = Scoring(FieldNames.TitleAndBody);
        foreach (string word in words)
        {
            var term = new TermPlan(Find(FieldNames.TitleAndBody, word), scoring, 1);
            _plan.Boosts.Add(term, 1);
            group = new GroupPlan([.. group.Clauses, new PlanClause(ClauseRole.Optional, term)], group.MinOptional);
        }
        return group;
    }

    private LeafPlan Boosted(Func<double, LeafPlan> make)
    {
        double boost = _isDelicate ? Boost(make(1).Weight) : Pick([0, 1, 1, 1, 2, 2, random.NextDouble() * 3, 1e-6, 1e6]);
        var leaf = make(boost);
        _plan.Boosts.Add(leaf, boost);
        return leaf;
    }

    /// <summary>What makes of a weight the large one of a delicate plan, half-way between two floats, or one of the small ones.</summary>
    private double Boost(double unit)
    {
        if (_hasLarge || random.Next(3) == 0)
            return Math.ScaleB(0.55 + 0.4 * random.NextDouble(), -53) / unit;
        for (int attempt = 0; attempt < 50; attempt++)
        {
            // The float below is even, so that the half-way itself is rounded down.
            double target = 1 + Math.ScaleB(4 * random.Next(1 << 21) + 1, -24);
            foreach (double boost in (double[])[target / unit, Math.BitIncrement(target / unit), Math.BitDecrement(target / unit)])
            {
                if (boost * unit == target)
                {
                    _hasLarge = true;
                    return boost;
                }
            }
        }
        return 1;
    }

    private string Word() => _isDelicate ? index.Texts.FrequentWord(random) : index.Texts.Word(random);

    private IndexTerm Find(string field, string word) => IndexTerm.Find(index.Reader, field, new BytesRef(word));

    private FieldScoring Scoring(string field) => FieldScoring.Read(index.Reader, field, _plan.Ranking);

    private List<T> Repeat<T>(int least, int most, Func<T> make) => [.. Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => make())];

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}
